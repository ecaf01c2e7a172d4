"""Scanners: the addresses' keys of the last hour, and what the recorder needs to take a click back from a machine."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

# Unlogged: an hour's memory belongs in no backup and no replica. A crash empties it, and then signs older than the
# crash go unseen; the numbers stay right, since they follow from the clicks' own marks.
BURSTS = """
CREATE UNLOGGED TABLE bursts (
    location_id bigint NOT NULL,
    visitor bytea NOT NULL,
    seq bigint NOT NULL,
    burst bytea,
    link_id bigint NOT NULL,
    crm_contact_id text,
    at timestamptz NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (location_id, visitor, seq)
);
CREATE INDEX bursts_address_idx ON bursts (location_id, burst, at)
"""
RIGHTS = (
    "GRANT SELECT, INSERT ON bursts TO smartlinks_recorder",
    "CREATE POLICY recorder_select ON bursts FOR SELECT TO smartlinks_recorder USING (true)",
    "CREATE POLICY recorder_insert ON bursts FOR INSERT TO smartlinks_recorder WITH CHECK (true)",
    "GRANT SELECT (noted_at), DELETE ON bursts TO smartlinks_cron",
    "CREATE POLICY cron_select ON bursts FOR SELECT TO smartlinks_cron USING (true)",
    "CREATE POLICY cron_delete ON bursts FOR DELETE TO smartlinks_cron USING (true)",
    # A person's first click that was a machine's after all.
    "GRANT DELETE ON first_seen TO smartlinks_recorder",
    "CREATE POLICY recorder_delete ON first_seen FOR DELETE TO smartlinks_recorder USING (true)",
    # A run that a machine caused ends, and wakes should a person cause it too; the recorder can finish none.
    "GRANT UPDATE (state, reason_code, reason, next_at, finished_at) ON runs TO smartlinks_recorder",
    """CREATE POLICY recorder_update ON runs FOR UPDATE TO smartlinks_recorder
    USING (state IN ('waiting', 'ended')) WITH CHECK (state IN ('waiting', 'ended'))""",
)


def upgrade() -> None:
    """Make the memory and give the rights."""
    op.execute(BURSTS)
    op.execute("ALTER TABLE bursts ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE bursts FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY tenant ON bursts TO smartlinks_app "
        "USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())"
    )
    for sql in RIGHTS:
        op.execute(sql)
