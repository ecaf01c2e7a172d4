"""An account that uninstalls keeps all for a stated time and is then erased, and nobody gets its short links."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from oauth import erase, installs
from oauth.erase import KEPT, TABLES
from plugin.leads.form import Answers
from plugin.leads.verbs import capture
from plugin.locations import book
from plugin.locations.book import Place
from plugin.settings import Settings
from plugin.tenancy import tenant, unscoped
from tests.cast import Tenant
from tests.clicks_world import a_hit, record_all, rows, tail_of, write
from tests.dashboard import dashboard
from tests.oauth.agency import Agency, empty_queues, install_of, place_of, work_off
from workers.sweep_erased import sweep_erased

OFTEN_EMPTY = "bursts"  # an hour's memory, which no role of ours but the recorder and cron may touch


def place(of: Tenant) -> Place:
    return Place(of.id, of.company_id, of.crm_location_id, of.crm_company_id)


def leave(of: Tenant, days: int = 31) -> datetime:
    """Uninstalled so many days ago, as of the moment that is given back."""
    now = datetime.now(UTC)
    assert installs.end(place(of), now)
    return now + timedelta(days=days)


def fill(of: Tenant, settings: Settings, folder: Path) -> dict[str, Any]:
    """An account at work: tags, a campaign, links with clicks, runs and leads; one of its links."""
    page = dashboard(of, "admin")
    tag = page.post("/tags", name="Spring", color="teal").json["id"]
    campaign = page.post("/campaigns", name="Launch", crm_tags=["launch"]).json["id"]
    fields = {
        "tags": [tag],
        "campaign_id": campaign,
        "crm_tags": ["clicked"],
        "click_limit": 100,
        "password": "open it",
    }
    link = page.link(slug=f"mine-{secrets.token_hex(4)}", title="Mine", **fields)
    hits = [a_hit(of, int(link["id"]), contact=f"Contact{n:013}") for n in range(7)]
    write(folder / "journal", *hits)
    record_all(tail_of(settings, folder))
    with tenant(of.id) as db:
        capture(db, int(link["id"]), b"v" * 16, Answers(name="Jo", email="jo@mail.example"), datetime.now(UTC))
    return link


def left_of(of: Tenant) -> dict[str, int]:
    """How many rows each table still has of a tenant, as only a superuser's like could count."""
    with tenant(of.id) as db:
        tables = [name for (name,) in db.execute(text(TABLES), {"kept": []})]
        counted = {name: db.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}
    return {name: count for name, count in counted.items() if count}


def test_nothing_but_ids_is_left_of_an_account_and_a_rivals_rows_are_untouched(
    location: Tenant, rival: Tenant, settings: Settings, tmp_path: Path
) -> None:
    link = fill(location, settings, tmp_path / "mine")
    fill(rival, settings, tmp_path / "rival")
    theirs = left_of(rival)
    assert {"links", "link_tags", "clicks", "runs", "leads", "clicks_by_quarter", "caps"} <= set(left_of(location))
    salt = rows(location, "SELECT visitor_salt FROM terms")
    now = leave(location)
    assert erase.erase(location.id, now)
    assert left_of(location) == dict.fromkeys(KEPT, 1)
    assert left_of(rival) == theirs
    assert rows(location, "SELECT name, timezone FROM locations") == [("", "UTC")]
    assert rows(location, "SELECT visitor_salt FROM terms") != salt
    kept = rows(location, "SELECT slug, kind, target_id, published - 'version' FROM addresses")
    assert kept == [(link["slug"], "gone", None, {})]
    refused = dashboard(rival).post("/links", destination="https://example.com/", slug=link["slug"])
    assert (refused.status, refused.code) == (409, "slug_taken")


def test_every_table_of_tenants_is_erased_or_named_as_kept(location: Tenant) -> None:
    walled = """SELECT c.relname FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'location_id' AND NOT a.attisdropped
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND c.relrowsecurity"""
    with unscoped("owner", "tests: read the catalogue") as db:
        every = set(db.scalars(text(walled)))
    with tenant(location.id) as db:
        erased = set(db.scalars(text(TABLES), {"kept": list(KEPT)}))
    assert every - erased - set(KEPT) == {OFTEN_EMPTY}


def test_an_account_keeps_all_until_its_time_is_over(location: Tenant, settings: Settings, tmp_path: Path) -> None:
    fill(location, settings, tmp_path)
    before = left_of(location)
    almost = leave(location, days=29)
    assert location.id not in erase.due(almost)
    assert erase.erase(location.id, almost)
    assert left_of(location) == before


def test_an_account_that_works_is_never_erased(location: Tenant, settings: Settings, tmp_path: Path) -> None:
    fill(location, settings, tmp_path)
    before, later = left_of(location), datetime.now(UTC) + timedelta(days=400)
    assert location.id not in erase.due(later)
    assert erase.erase(location.id, later)
    assert left_of(location) == before


def test_a_large_account_goes_in_pieces_that_any_job_may_go_on_with(
    location: Tenant, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(location, settings, tmp_path)
    monkeypatch.setattr(erase, "CHUNK", 2)
    monkeypatch.setattr(erase, "PIECES", 3)
    now = leave(location)
    assert not erase.erase(location.id, now)
    jobs_needed = 1
    while not erase.erase(location.id, now):
        jobs_needed += 1
    assert jobs_needed > 2
    assert left_of(location) == dict.fromkeys(KEPT, 1)
    assert location.id not in erase.due(now)


def test_an_account_that_comes_back_in_time_finds_everything_and_later_begins_afresh(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    mine = place_of(chosen)
    at = datetime.now(UTC)
    assert agency.hear("UNINSTALL", at, locationId=chosen) == "done"
    assert agency.hear("INSTALL", at + timedelta(seconds=1), locationId=chosen, companyId=agency.id) == "done"
    assert erase.erase(mine.location_id, at + timedelta(days=31))
    assert install_of(chosen).erased_at is None
    assert agency.hear("UNINSTALL", at + timedelta(seconds=2), locationId=chosen) == "done"
    with tenant(mine.location_id) as db:
        db.execute(text("UPDATE installs SET uninstalled_at = now() - interval '31 days', told_at = NULL"))
    empty_queues()
    sweep_erased()
    work_off()
    assert install_of(chosen).erased_at is not None
    agency.consent(chosen)
    assert book.find(chosen) == mine
    assert (install_of(chosen).state, install_of(chosen).generation, install_of(chosen).erased_at) == (
        "healthy", 3, None,
    )  # fmt: skip


def test_a_companys_name_goes_with_the_last_of_its_accounts(agency: Agency) -> None:
    first, second = agency.account(), agency.account()
    agency.consent()
    agency.hear("INSTALL", companyId=agency.id, companyName="The Agency")
    agency.hear("UNINSTALL", companyId=agency.id)
    later = datetime.now(UTC) + timedelta(days=31)
    assert erase.erase(place_of(first).location_id, later)
    assert name_of(agency) == "The Agency"
    assert erase.erase(place_of(second).location_id, later)
    assert name_of(agency) == ""
    assert agency.own.crm_user_id is None


def name_of(agency: Agency) -> str:
    with tenant(0) as db:
        return str(db.scalar(text("SELECT name FROM companies WHERE crm_company_id = :id"), {"id": agency.id}))
