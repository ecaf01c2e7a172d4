"""PostgreSQL is the wall: what it says of its own tables, policies and roles."""

from __future__ import annotations

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from plugin import db
from plugin.settings import Settings
from plugin.tenancy import unscoped

ROOT = Path(__file__).resolve().parents[2]
GLOBAL_TABLES = (
    "alembic_version", "companies", "domains", "journal_offsets", "journal_rejects", "sso_seen",
    "webhook_events",
)  # fmt: skip
# Keys that do not lead with the location, each for a reason of the design.
KEYED_OTHERWISE = {
    "locations": "is the tenant itself",
    "orphans": "is counted by domain, and seen by the location whose domain it is",
    "addresses": "the global book: a slug is one per domain, across tenants",
    "company_installs": "is a company's own, walled by it",
}
# Who may cross tenants: file and role. A new line here is a decision.
CROSSINGS = {
    ("plugin/demo/world.py", "owner"),
    ("plugin/locations/book.py", "cron"),
    ("plugin/embed/frame.py", "cron"),
    ("plugin/contacts/elsewhere.py", "cron"),
    ("oauth/installs.py", "cron"),
    ("oauth/companies.py", "cron"),
    ("oauth/erase.py", "cron"),
    ("webhooks/order.py", "cron"),
    ("oauth/grace.py", "cron"),
    ("oauth/plan_check.py", "cron"),
    ("webhooks/inbox.py", "cron"),
    ("webhooks/attempt.py", "cron"),
    ("webhooks/turns.py", "cron"),
    ("plugin/contacts/read.py", "cron"),
    ("plugin/automations/forget_contact.py", "cron"),
    ("workers/record_clicks.py", "recorder"),
    ("plugin/clicks/months.py", "owner"),
    ("plugin/clicks/months.py", "recorder"),
    ("workers/forget_old.py", "cron"),
    ("plugin/automations/queue.py", "cron"),
    ("plugin/automations/backlog.py", "cron"),
    ("plugin/automations/captured.py", "cron"),
    ("plugin/exports/work.py", "cron"),
    ("plugin/automations/forget.py", "cron"),
}


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with unscoped("owner", "tests: read the catalogue") as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_every_table_is_walled_or_named_as_belonging_to_no_tenant(settings: Settings) -> None:
    sql = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
             AND NOT (relrowsecurity AND relforcerowsecurity)"""
    assert sorted(str(name) for (name,) in rows(settings, sql)) == sorted(GLOBAL_TABLES)


def test_every_walled_table_has_a_policy_for_tenants_and_leads_its_key_with_the_location(settings: Settings) -> None:
    sql = """SELECT c.relname, a.attname,
                    EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
                            AND polname = CASE c.relname WHEN 'company_installs' THEN 'company' ELSE 'tenant' END)
             FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
             AND NOT c.relispartition"""
    for table, first, has_policy in rows(settings, sql):
        assert has_policy, table
        assert first == "location_id" or table in KEYED_OTHERWISE, table


def test_no_role_of_ours_is_a_superuser_or_passes_row_security(settings: Settings) -> None:
    sql = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'smartlinks%' AND (rolsuper OR rolbypassrls)"
    assert rows(settings, sql) == []
    known = rows(settings, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'smartlinks%'")
    assert known == [(len(db.ROLES) + 1,)]


def test_nobody_but_the_owner_has_rights_on_a_partition(settings: Settings) -> None:
    sql = """SELECT c.relname, c.relacl::text FROM pg_class c WHERE c.relispartition AND c.relkind = 'r'"""
    found = rows(settings, sql)
    assert found
    for name, rights in found:
        assert not re.search(r"smartlinks_(?!owner)\w+=", str(rights)), name


def test_the_models_and_the_migrations_agree(settings: Settings) -> None:
    import_every_model()
    with db.engine(db.OWNER).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        differences = compare_metadata(context, db.Base.metadata)
    assert not [difference for difference in differences if not is_known_only_to_sql(difference)]


def import_every_model() -> None:
    for path in (
        *ROOT.glob("plugin/*/models.py"),
        *ROOT.glob("plugin/links/addresses.py"),
        ROOT / "oauth/models.py",
        ROOT / "webhooks/models.py",
    ):
        __import__(".".join(path.relative_to(ROOT).with_suffix("").parts))


def is_ours(_thing: object, name: str | None, kind: str, *_rest: object) -> bool:
    return kind != "table" or not re.fullmatch(r"alembic_version|clicks_\d{4}_\d{2}", str(name))


def is_known_only_to_sql(difference: object) -> bool:
    """Tables that only set-based statements touch need no model; indexes and checks live in the migration."""
    kind = difference[0] if isinstance(difference, tuple) else ""
    return kind in {"remove_table", "remove_index", "remove_fk", "remove_constraint", "add_fk", "add_constraint"}


def test_only_the_listed_places_cross_tenants() -> None:
    found = set()
    for folder in ("plugin", "oauth", "webhooks", "workers"):
        for path in (ROOT / folder).rglob("*.py"):
            for role in re.findall(r"\bunscoped\(\s*[\"'](\w+)[\"']", path.read_text()):
                found.add((str(path.relative_to(ROOT)), role))
    assert found == CROSSINGS
