"""Our copy of what we may know of the CRM's contacts, and events of the CRM that are tried again."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

# `told` holds when each field was told last, and when the contact was deleted (Unix seconds by the CRM's clock), so
# that events in any order come to the same. A deleted contact keeps its row, emptied, for as long as one of them may
# still come; `unlink_since` says that its clicks may still name it. `wanted` are those we may know by name: they
# clicked or are leads. `read_after` is when the CRM shall be asked about one.
CONTACTS = """
CREATE TABLE contacts (
    location_id bigint NOT NULL REFERENCES locations (id),
    crm_contact_id text NOT NULL,
    name text,
    email text,
    phone text,
    tags text[] NOT NULL DEFAULT '{}',
    dnd boolean NOT NULL DEFAULT false,
    told jsonb NOT NULL DEFAULT '{}',
    told_at timestamptz,
    wanted boolean NOT NULL DEFAULT false,
    read_after timestamptz,
    deleted_at timestamptz,
    unlink_since timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, crm_contact_id)
);
CREATE INDEX contacts_read_idx ON contacts (read_after) WHERE read_after IS NOT NULL;
CREATE INDEX contacts_deleted_idx ON contacts (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX clicks_contact_idx ON clicks (location_id, crm_contact_id, at) WHERE crm_contact_id IS NOT NULL;
CREATE INDEX leads_contact_idx ON leads (location_id, crm_contact_id) WHERE crm_contact_id IS NOT NULL
"""

EVENTS = """
ALTER TABLE webhook_events
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN next_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN reason text;
DROP INDEX webhook_events_waiting_idx;
CREATE INDEX webhook_events_waiting_idx ON webhook_events (next_at) WHERE worked_at IS NULL
"""

# When the account was told to be called so.
LOCATIONS = "ALTER TABLE locations ADD COLUMN told_at timestamptz"

RIGHTS = (
    "ALTER TABLE contacts ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE contacts FORCE ROW LEVEL SECURITY",
    (
        "CREATE POLICY tenant ON contacts TO smartlinks_app "
        "USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())"
    ),
    "GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO smartlinks_app",
    # A click's condition asks for the tags of the contact that it names.
    "GRANT SELECT (location_id, crm_contact_id, tags, deleted_at) ON contacts TO smartlinks_clicks",
    "CREATE POLICY clicks_select ON contacts FOR SELECT TO smartlinks_clicks USING (true)",
    # Whoever is recorded as clicking is to be known; who was deleted is not recorded by name.
    (
        "GRANT SELECT (location_id, crm_contact_id, wanted, told_at, read_after, deleted_at),"
        " INSERT (location_id, crm_contact_id, wanted, read_after), UPDATE (wanted, read_after)"
        " ON contacts TO smartlinks_recorder"
    ),
    "CREATE POLICY recorder_select ON contacts FOR SELECT TO smartlinks_recorder USING (true)",
    "CREATE POLICY recorder_insert ON contacts FOR INSERT TO smartlinks_recorder WITH CHECK (true)",
    "CREATE POLICY recorder_update ON contacts FOR UPDATE TO smartlinks_recorder USING (true) WITH CHECK (true)",
    (
        "GRANT SELECT (location_id, crm_contact_id, told, told_at, read_after, deleted_at, unlink_since, updated_at),"
        " DELETE"
        " ON contacts TO smartlinks_cron"
    ),
    "CREATE POLICY cron_select ON contacts FOR SELECT TO smartlinks_cron USING (true)",
    "CREATE POLICY cron_delete ON contacts FOR DELETE TO smartlinks_cron USING (true)",
)


def upgrade() -> None:
    """Make the copy of contacts, and let events be tried again."""
    for sql in (CONTACTS, EVENTS, LOCATIONS, *RIGHTS):
        op.execute(sql)
