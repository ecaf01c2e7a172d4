"""What the actions remember: the CRM's contact fields that are ours, and which leads have been seen to."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

# `name` is our own word for the field, `seen_at` when the CRM last listed it: one that is deleted there is made anew.
FIELDS = """
CREATE TABLE contact_fields (
    location_id bigint NOT NULL REFERENCES locations (id),
    name text NOT NULL,
    crm_field_id text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, name)
)
"""
# Empty until it is settled whether a lead goes to the CRM. What was captured before anybody could ask for it does not.
LEADS = """
ALTER TABLE leads ADD COLUMN seen_to_at timestamptz;
UPDATE leads SET seen_to_at = created_at;
CREATE INDEX leads_waiting_idx ON leads (created_at) WHERE seen_to_at IS NULL
"""
WALL = """
ALTER TABLE contact_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_fields FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contact_fields TO smartlinks_app
    USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())
"""
RIGHTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON contact_fields TO smartlinks_app",
    "GRANT SELECT (location_id, id, created_at, seen_to_at) ON leads TO smartlinks_cron",
    "CREATE POLICY cron_select ON leads FOR SELECT TO smartlinks_cron USING (true)",
)


def upgrade() -> None:
    """Keep the fields' ids, and a mark on each lead."""
    for sql in (FIELDS, LEADS, WALL, *RIGHTS):
        op.execute(sql)
