"""Companies install for many accounts: their own grant, what their admins may see, and what an account owes to it."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

COMPANY = """
CREATE FUNCTION smartlinks_company() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('smartlinks.company_id', true), '')::bigint
"""
INSTALLS = """
CREATE TABLE company_installs (
    company_id bigint PRIMARY KEY REFERENCES companies (id),
    generation integer NOT NULL DEFAULT 1,
    state text NOT NULL CHECK (state IN ('healthy', 'parked', 'needs_reinstall', 'uninstalled')),
    state_reason text,
    crm_user_id text,
    crm_plan_id text,
    future boolean NOT NULL DEFAULT false,
    scopes text[] NOT NULL DEFAULT '{}',
    access_token bytea,
    refresh_token bytea,
    expires_at timestamptz,
    whitelabel_host text,
    parked_at timestamptz,
    told_at timestamptz,
    installed_at timestamptz NOT NULL DEFAULT now(),
    uninstalled_at timestamptz,
    reconcile_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX company_installs_whitelabel_idx ON company_installs (whitelabel_host) WHERE whitelabel_host IS NOT NULL;
ALTER TABLE installs ADD COLUMN via_company boolean NOT NULL DEFAULT false, ADD COLUMN erased_at timestamptz;
CREATE INDEX installs_uninstalled_idx ON installs (uninstalled_at) WHERE erased_at IS NULL;
CREATE INDEX locations_company_idx ON locations (company_id);
"""
# An install's events by the account that they name: which one came last decides, in whatever order they are worked.
EVENTS = """
CREATE INDEX webhook_events_install_idx ON webhook_events ((body ->> 'locationId'))
    WHERE type IN ('INSTALL', 'UNINSTALL')
"""
# A role of its own, not another policy for `app`: two policies on a table are an OR in every query of every tenant,
# and no index serves it. Of installs a company's session sees how they are, never a token.
SEEN = (
    ("locations", "*"),
    ("installs", "location_id, generation, state, state_reason, via_company, installed_at, uninstalled_at, erased_at"),
    ("terms", "location_id, plan"),
    ("links", "location_id, id, paused, expires_at"),
    ("clicks_by_hour", "*"),
    ("link_totals", "*"),
)
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO smartlinks_company",
    "GRANT SELECT ON companies TO smartlinks_company",
    "ALTER TABLE company_installs ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE company_installs FORCE ROW LEVEL SECURITY",
    (
        "CREATE POLICY company ON company_installs TO smartlinks_company "
        "USING (company_id = smartlinks_company()) WITH CHECK (company_id = smartlinks_company())"
    ),
    "GRANT SELECT, INSERT, UPDATE ON company_installs TO smartlinks_company",
    # Which companies to ask about an account that nobody names, whom to reconcile, which hosts may frame us.
    (
        "GRANT SELECT (company_id, state, future, whitelabel_host, installed_at, reconcile_at) ON company_installs "
        "TO smartlinks_cron"
    ),
    "CREATE POLICY cron_select ON company_installs FOR SELECT TO smartlinks_cron USING (true)",
)


def upgrade() -> None:
    """Make room for companies' grants, and let a company's session see its accounts' totals."""
    for sql in (COMPANY, INSTALLS, EVENTS, *RIGHTS):
        op.execute(sql)
    for table, columns in SEEN:
        of = "" if columns == "*" else f" ({columns})"
        op.execute(f"GRANT SELECT{of} ON {table} TO smartlinks_company")
        op.execute(f"CREATE POLICY company ON {table} FOR SELECT TO smartlinks_company USING ({_theirs(table)})")


def _theirs(table: str) -> str:
    if table == "locations":
        return "company_id = smartlinks_company()"
    return "location_id IN (SELECT id FROM locations WHERE company_id = smartlinks_company())"
