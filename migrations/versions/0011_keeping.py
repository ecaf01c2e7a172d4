"""Keeping: how long clicks are kept, totals that outlive them, and contacts whose names must not return."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

# Lifetime numbers outlive the rows: `gone_` is what they hold of clicks that the plan's history has let go.
TOTALS = """
ALTER TABLE link_totals
    ADD COLUMN gone_clicks bigint NOT NULL DEFAULT 0,
    ADD COLUMN gone_firsts bigint NOT NULL DEFAULT 0,
    ADD COLUMN gone_bots bigint NOT NULL DEFAULT 0,
    ADD COLUMN gone_scans bigint NOT NULL DEFAULT 0,
    ADD COLUMN gone_last_at timestamptz
"""
# A smaller plan's history is applied only from `bites_at` on, which is announced; before, nothing is removed for it.
HISTORY = """
CREATE TABLE history (
    location_id bigint PRIMARY KEY REFERENCES locations (id),
    days integer NOT NULL CHECK (days > 0),
    next_days integer CHECK (next_days > 0),
    bites_at timestamptz,
    cleared_before date,
    CHECK ((next_days IS NULL) = (bites_at IS NULL))
)
"""
# The contact itself is not here: a keyed hash of its id, by which it is known when it is named again.
ERASED = """
CREATE TABLE erased_contacts (
    location_id bigint NOT NULL REFERENCES locations (id),
    digest bytea NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, digest)
)
"""
RIGHTS = (
    "GRANT SELECT (crm_contact_id), UPDATE (crm_contact_id) ON bursts TO smartlinks_app",
    "GRANT SELECT ON erased_contacts TO smartlinks_recorder",
    "CREATE POLICY recorder_select ON erased_contacts FOR SELECT TO smartlinks_recorder USING (true)",
)


def upgrade() -> None:
    """Make them, walled like every tenant's table."""
    for sql in (TOTALS, HISTORY, ERASED):
        op.execute(sql)
    for table in ("history", "erased_contacts"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY tenant ON {table} TO smartlinks_app "
            "USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO smartlinks_app")
    for sql in RIGHTS:
        op.execute(sql)
