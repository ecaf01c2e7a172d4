"""Locations come to life once, keep what the CRM tells of them, and are found by the CRM's name for them."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from plugin.locations import book, verbs
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant


def test_a_location_is_settled_once_however_many_ask(settings: Settings) -> None:
    names = secrets.token_hex(10), secrets.token_hex(10)
    with ThreadPoolExecutor(6) as crowd:
        places = set(crowd.map(lambda _: verbs.settle(*names, "starter"), range(6)))
    assert len(places) == 1
    assert book.find(names[0]) == places.pop()


def test_a_location_is_found_by_the_crms_id_and_by_its_company(location: Tenant, rival: Tenant) -> None:
    place = book.find(location.crm_location_id)
    assert place
    assert (place.location_id, place.company_id) == (location.id, location.company_id)
    assert book.of_company(location.crm_company_id) == [place]
    assert book.find("nobody") is None
    assert book.of_company("nobody") == []


@pytest.mark.parametrize(
    ("name", "timezone", "kept"),
    [
        ("  Alice's Gym ", "Europe/London", ("Alice's Gym", "Europe/London")),
        ("x" * 500, "Mars/Phobos", ("x" * 200, "UTC")),
        ("", "America/Chicago", (None, "America/Chicago")),
    ],
)
def test_name_and_zone_are_kept_where_they_are_fit(
    location: Tenant, name: str, timezone: str, kept: tuple[str | None, str]
) -> None:
    with tenant(location.id) as db:
        before = verbs.show(db).name
        verbs.describe(db, name, timezone)
        shown = verbs.show(db)
    assert (shown.name, shown.timezone) == (kept[0] or before, kept[1])
    assert shown.company_id == location.company_id


def test_describing_one_location_leaves_a_rivals_alone(location: Tenant, rival: Tenant) -> None:
    with tenant(location.id) as db:
        verbs.describe(db, "Alice only", "Asia/Tokyo")
        verbs.put_on_plan(db, "starter")
    with tenant(rival.id) as db:
        assert verbs.show(db).name.startswith("rival")
        assert verbs.show(db).timezone == "UTC"
