"""Who clicks is to be known by name: wanted once, by what the recorder sees, and read from the CRM by a worker."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugin import jobs
from plugin.contacts import read, verbs
from plugin.contacts.merge import news_of
from plugin.locations.book import Place
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, a_hit, make_link, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.dashboard import Dashboard, dashboard
from tests.sandbox_crm import Sandbox
from workers.read_contacts import read_contacts
from workers.sweep_contacts import sweep_contacts

KNOWN = "SELECT wanted, read_after IS NOT NULL AS is_due, name, tags FROM contacts WHERE crm_contact_id = :id"
DUE = "UPDATE contacts SET read_after = now() WHERE crm_contact_id = :id RETURNING 1"

ALL_DUE = "UPDATE contacts SET read_after = now() RETURNING 1"


@pytest.fixture
def place(crm_settings: Settings, sandbox: Sandbox) -> Place:
    return install(sandbox)


@pytest.fixture
def home(place: Place) -> Tenant:
    return Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)


@pytest.fixture
def jo(sandbox: Sandbox, home: Tenant) -> str:
    found = sandbox.new_contact(home.crm_location_id, firstName="Jo", lastName="Lee", tags=["vip"])
    return str(found["id"])


def click(settings: Settings, home: Tenant, folder: Path, *contacts: str, **hit: Any) -> None:
    link_id = make_link(home)
    hits = [a_hit(home, link_id, contact=contact_id, **hit) for contact_id in contacts]
    write(folder / "journal", *hits, name=secrets.token_hex(4))
    record_all(tail_of(settings, folder))


def known(home: Tenant, contact_id: str) -> tuple[Any, ...] | None:
    found = rows(home, KNOWN, id=contact_id)
    return tuple(found[0]) if found else None


def reads(sandbox: Sandbox, home: Tenant, contact_id: str) -> int:
    return len(sandbox.requests(f"/contacts/{contact_id}", home.crm_location_id))


def test_who_clicks_is_read_once_by_a_worker_and_never_by_the_click(
    sandbox: Sandbox, home: Tenant, crm_settings: Settings, tmp_path: Path, jo: str
) -> None:
    click(crm_settings, home, tmp_path, jo, jo)
    assert known(home, jo) == (True, True, None, [])
    read_contacts(location_id=home.id)
    assert reads(sandbox, home, jo) == 0  # the CRM may tell by itself within seconds
    rows(home, DUE, id=jo)
    read_contacts(location_id=home.id)
    read_contacts(location_id=home.id)
    assert known(home, jo) == (True, False, "Jo Lee", ["vip"])
    click(crm_settings, home, tmp_path, jo)
    assert known(home, jo) == (True, False, "Jo Lee", ["vip"])
    assert reads(sandbox, home, jo) == 1


def test_reports_name_who_clicked_once_a_worker_has_read_them(
    sandbox: Sandbox, home: Tenant, crm_settings: Settings, tmp_path: Path, jo: str
) -> None:
    click(crm_settings, home, tmp_path, jo)
    page = dashboard(home)
    assert top(page) == [(jo, None, 1)]
    assert reads(sandbox, home, jo) == 0
    rows(home, DUE, id=jo)
    read_contacts(location_id=home.id)
    assert top(page) == [(jo, "Jo Lee", 1)]
    assert reads(sandbox, home, jo) == 1


def top(page: Dashboard) -> list[tuple[str, str | None, int]]:
    found = page.get("/reports", questions="engagement").json["engagement"]["top"]
    return [(each["contact_id"], each["name"], each["clicks"]) for each in found]


def test_who_was_told_of_meanwhile_is_not_read(home: Tenant, crm_settings: Settings, tmp_path: Path, jo: str) -> None:
    click(crm_settings, home, tmp_path, jo)
    with tenant(home.id) as db:
        verbs.know(db, jo, news_of(datetime.now(UTC), {"name": "Jo Lee", "tags": ["gold"]}))
    assert known(home, jo) == (True, False, "Jo Lee", ["gold"])


def test_what_an_event_told_is_not_overtaken_by_an_older_answer(home: Tenant, sandbox: Sandbox, jo: str) -> None:
    with tenant(home.id) as db:
        verbs.want(db, jo)
        verbs.know(db, jo, news_of(datetime.now(UTC), {"tags": ["newer"]}))
    rows(home, DUE, id=jo)
    read_contacts(location_id=home.id)
    assert known(home, jo) == (True, False, "Jo Lee", ["newer"])


def test_a_machine_s_claim_wants_nobody(home: Tenant, crm_settings: Settings, tmp_path: Path, jo: str) -> None:
    click(crm_settings, home, tmp_path, jo, user_agent=CRAWLER)
    assert known(home, jo) is None


def test_a_contact_whom_the_crm_does_not_know_is_asked_about_once(
    sandbox: Sandbox, home: Tenant, crm_settings: Settings, tmp_path: Path
) -> None:
    nobody = secrets.token_hex(10)
    click(crm_settings, home, tmp_path, nobody)
    rows(home, DUE, id=nobody)
    for _ in range(2):
        read_contacts(location_id=home.id)
        click(crm_settings, home, tmp_path, nobody)
    assert reads(sandbox, home, nobody) == 1
    with tenant(home.id) as db:
        assert verbs.tags_of(db, nobody) is None
        assert verbs.names_of(db, [nobody]) == {}


def test_trouble_with_the_crm_puts_the_rest_off(sandbox: Sandbox, home: Tenant, jo: str) -> None:
    others = [secrets.token_hex(10) for _ in range(3)]
    with tenant(home.id) as db:
        for contact_id in (jo, *others):
            verbs.want(db, contact_id)
    rows(home, ALL_DUE)
    sandbox.fault(path="/contacts/", location=home.crm_location_id, status=503, count=2)
    read_contacts(location_id=home.id)
    read_contacts(location_id=home.id)
    assert len(sandbox.requests("/contacts/", home.crm_location_id)) == 2  # one read, and its second try
    assert len(rows(home, "SELECT 1 FROM contacts WHERE read_after > now()")) == 4


def test_few_are_read_at_once(sandbox: Sandbox, home: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    with tenant(home.id) as db:
        for _ in range(read.AT_ONCE + 5):
            verbs.want(db, secrets.token_hex(10))
    rows(home, ALL_DUE)
    read_contacts(location_id=home.id)
    assert len(sandbox.requests("/contacts/", home.crm_location_id)) == read.AT_ONCE
    told: list[int | str] = []

    def tell(name: str, **ids: int | str) -> bool:
        told.append(ids["location_id"])
        return name == "read_contacts"

    monkeypatch.setattr(jobs, "tell", tell)
    sweep_contacts()
    assert told.count(home.id) == 1
