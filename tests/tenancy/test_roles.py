"""Each role can do what it is for and nothing beside it."""

from __future__ import annotations

from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from plugin import db as ground
from plugin.tenancy import tenant, unscoped
from tests.cast import Tenant
from tests.dashboard import dashboard

ALLOWED: Final = {
    "clicks": ["SELECT * FROM addresses", "SELECT * FROM terms", "SELECT id, host FROM domains"],
    "recorder": ["SELECT * FROM links", "SELECT * FROM campaigns", "SELECT * FROM clicks", "SELECT * FROM runs"],
    "cron": ["SELECT * FROM locations", "SELECT * FROM installs", "SELECT * FROM forgotten_links"],
}
REFUSED: Final = {
    "clicks": [
        "SELECT * FROM links", "SELECT * FROM installs", "SELECT * FROM clicks", "SELECT * FROM tags",
        "UPDATE addresses SET kind = 'gone'", "UPDATE terms SET plan = 'pro'",
        "INSERT INTO orphans VALUES (1, now(), 1)",
    ],
    "recorder": [
        "SELECT * FROM installs", "SELECT * FROM brands", "UPDATE links SET title = ''", "DELETE FROM links",
        "SELECT * FROM addresses", "DELETE FROM clicks", "UPDATE runs SET payload = '{}'",
    ],
    "cron": [
        "SELECT * FROM links", "SELECT * FROM clicks", "DELETE FROM runs", "UPDATE locations SET name = ''",
        "INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot) VALUES (1, 'tag', 1, 'x', 1)",
        "DELETE FROM forgotten_links",
    ],
    "app": [
        "INSERT INTO domains (host) VALUES ('evil.example')", "UPDATE domains SET location_id = 1",
        "SELECT * FROM journal_rejects", "SELECT * FROM journal_offsets", "DROP TABLE links",
        "SET ROLE smartlinks_owner",
        "ALTER TABLE links DISABLE ROW LEVEL SECURITY", "TRUNCATE links", "CREATE TABLE mine (id int)",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("role", "sql"), [(role, sql) for role, all_sql in ALLOWED.items() for sql in all_sql])
def test_a_role_does_what_it_is_for(location: Tenant, role: str, sql: str) -> None:
    with unscoped(role, "tests: do what it is for") as db:
        db.execute(text(sql))


@pytest.mark.parametrize(("role", "sql"), [(role, sql) for role, all_sql in REFUSED.items() for sql in all_sql])
def test_a_role_does_nothing_beside_it(location: Tenant, role: str, sql: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        ground.engine(role).begin() as connection,
    ):
        connection.execute(text(sql))


def test_roles_across_tenants_see_the_rows_of_all(location: Tenant, rival: Tenant) -> None:
    for each in (location, rival):
        dashboard(each).link()
    with unscoped("recorder", "tests: look at both") as db:
        assert {location.id, rival.id} <= set(db.scalars(text("SELECT location_id FROM links")))
    with tenant(location.id) as db:
        assert set(db.scalars(text("SELECT location_id FROM links"))) == {location.id}


def test_a_rivals_published_addresses_are_behind_the_wall_for_staff_and_open_to_visitors(
    location: Tenant, rival: Tenant
) -> None:
    slug = dashboard(rival).link()["slug"]
    found = text("SELECT location_id FROM addresses WHERE slug = :slug")
    with tenant(location.id) as db:
        assert db.scalar(found, {"slug": slug}) is None
    with unscoped("clicks", "tests: visit") as db:
        assert db.scalar(found, {"slug": slug}) == rival.id
