"""The CRM's workflows: subscriptions of our triggers, and tokens that stand for a contact."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

# `?c=<token>` stands for a contact of this location, so that a link can name its contact without telling the CRM's id.
# A lead's token names nobody until the CRM knows the lead. No foreign keys: a lead outlives its link.
TOKENS = """
CREATE TABLE contact_tokens (
    location_id bigint NOT NULL REFERENCES locations (id),
    token text NOT NULL CHECK (token ~ '^[A-Za-z0-9]{32}$'),
    link_id bigint NOT NULL,
    crm_contact_id text,
    lead_id bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, token),
    CHECK (crm_contact_id IS NOT NULL OR lead_id IS NOT NULL)
);
CREATE UNIQUE INDEX contact_tokens_link_idx ON contact_tokens (location_id, link_id, crm_contact_id)
    WHERE lead_id IS NULL;
CREATE UNIQUE INDEX contact_tokens_lead_idx ON contact_tokens (location_id, lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX contact_tokens_made_idx ON contact_tokens (location_id, created_at) WHERE lead_id IS NULL;
CREATE INDEX contact_tokens_contact_idx ON contact_tokens (location_id, crm_contact_id);
CREATE INDEX contacts_whose_idx ON contacts (crm_contact_id)
"""

# What workflows of the CRM want to hear of. One that has ended stays, and so does whether its beginning was heard, so
# that words which overtake each other leave what they should. `link_ids`: its filters let through these links only.
SUBSCRIPTIONS = """
CREATE TABLE trigger_subscriptions (
    location_id bigint NOT NULL REFERENCES locations (id),
    crm_trigger_id text NOT NULL,
    key text NOT NULL,
    version text NOT NULL DEFAULT '',
    filters jsonb NOT NULL DEFAULT '[]',
    link_ids bigint[],
    target_url text NOT NULL DEFAULT '',
    crm_workflow_id text,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'inactive', 'ended')),
    is_created boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, crm_trigger_id),
    CHECK (state <> 'active' OR target_url <> '')
)
"""

# Which link a step of a workflow has made: asked again, it is the same one.
STEP_LINKS = """
CREATE TABLE workflow_links (
    location_id bigint NOT NULL,
    key bytea NOT NULL,
    link_id bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (location_id, key),
    FOREIGN KEY (location_id, link_id) REFERENCES links (location_id, id) ON DELETE CASCADE
);
CREATE INDEX workflow_links_link_idx ON workflow_links (location_id, link_id)
"""

LINKS = """
ALTER TABLE links ADD COLUMN crm_link_id text;
CREATE UNIQUE INDEX links_crm_link_idx ON links (location_id, crm_link_id) WHERE crm_link_id IS NOT NULL
"""

RIGHTS = (
    # The recorder puts the contact where the token stood; a click may ask the same for its condition.
    "GRANT SELECT (location_id, token, crm_contact_id) ON contact_tokens TO smartlinks_recorder, smartlinks_clicks",
    "CREATE POLICY recorder_select ON contact_tokens FOR SELECT TO smartlinks_recorder USING (true)",
    "CREATE POLICY clicks_select ON contact_tokens FOR SELECT TO smartlinks_clicks USING (true)",
    # A batch causes runs where somebody has subscribed, and where a click limit is used up.
    "GRANT SELECT ON trigger_subscriptions TO smartlinks_recorder",
    "CREATE POLICY recorder_select ON trigger_subscriptions FOR SELECT TO smartlinks_recorder USING (true)",
    "GRANT SELECT ON caps TO smartlinks_recorder",
    "CREATE POLICY recorder_select ON caps FOR SELECT TO smartlinks_recorder USING (true)",
)


def upgrade() -> None:
    """Keep subscriptions and contacts' tokens."""
    for sql in (TOKENS, SUBSCRIPTIONS, STEP_LINKS, LINKS):
        op.execute(sql)
    for table in ("contact_tokens", "trigger_subscriptions", "workflow_links"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY tenant ON {table} TO smartlinks_app "
            "USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO smartlinks_app")
    for sql in RIGHTS:
        op.execute(sql)
