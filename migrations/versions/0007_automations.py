"""Runs of every kind, and what each account lets clicks do in the CRM."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

# `subject` tells runs of one click apart (a workflow, a trigger). `sent_at` is set before a call that must not be
# made twice lightly, and cleared where its answer says that nothing was done.
RUNS = """
ALTER TABLE runs
    ADD COLUMN subject text NOT NULL DEFAULT '',
    ADD COLUMN sent_at timestamptz,
    ADD COLUMN retried_at timestamptz,
    ADD COLUMN trace_id text,
    ADD COLUMN answer jsonb,
    DROP CONSTRAINT runs_state_check,
    ADD CONSTRAINT runs_state_check CHECK (state IN ('waiting', 'done', 'failed', 'ended', 'unknown')),
    DROP CONSTRAINT runs_location_id_kind_link_id_crm_contact_id_slot_key,
    ADD CONSTRAINT runs_cause_key UNIQUE (location_id, crm_contact_id, kind, link_id, subject, slot)
"""
# An account's oldest due runs, all that one contact waits for, and what staff filter by.
INDEXES = (
    "DROP INDEX runs_waiting_idx",
    "CREATE INDEX runs_due_idx ON runs (location_id, next_at) WHERE state = 'waiting'",
    "CREATE INDEX runs_contact_due_idx ON runs (location_id, crm_contact_id, kind) WHERE state = 'waiting'",
    "CREATE INDEX runs_contact_idx ON runs (location_id, crm_contact_id, id)",
    "CREATE INDEX runs_amiss_idx ON runs (location_id, id) WHERE state IN ('failed', 'unknown')",
)
# No row is the defaults.
SWITCHES = """
CREATE TABLE switches (
    location_id bigint PRIMARY KEY REFERENCES locations (id),
    tag boolean NOT NULL DEFAULT true,
    sync boolean NOT NULL DEFAULT false,
    note boolean NOT NULL DEFAULT false,
    lead boolean NOT NULL DEFAULT true,
    trigger boolean NOT NULL DEFAULT true,
    window_s integer NOT NULL DEFAULT 300 CHECK (window_s BETWEEN 10 AND 86400),
    updated_at timestamptz NOT NULL DEFAULT now()
)
"""
LINKS = "ALTER TABLE links ADD COLUMN automations jsonb NOT NULL DEFAULT '{}'"
RIGHTS = (
    "ALTER TABLE switches ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE switches FORCE ROW LEVEL SECURITY",
    """CREATE POLICY tenant ON switches TO smartlinks_app
    USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON switches TO smartlinks_app",
    "GRANT SELECT ON switches TO smartlinks_recorder",
    "CREATE POLICY recorder_select ON switches FOR SELECT TO smartlinks_recorder USING (true)",
)


def upgrade() -> None:
    """Widen runs and keep each account's switches."""
    for sql in (RUNS, *INDEXES, SWITCHES, LINKS, *RIGHTS):
        op.execute(sql)
