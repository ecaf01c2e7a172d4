"""The brand through its doors, and the copy of it that visitors' pages wear."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from plugin.locations.models import Location, Terms
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

BRAND = {"name": "Alice's Café", "logo_url": "https://example.com/logo.png", "colors": {"primary": "#0f766e"}}


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def published(location: Tenant) -> dict[str, Any]:
    with tenant(location.id) as db:
        brand: dict[str, Any] = db.scalars(select(Terms.brand)).one()
        return brand


def test_until_a_brand_is_set_it_is_the_accounts_name_in_our_colors(alice: Dashboard, location: Tenant) -> None:
    with tenant(location.id) as db:
        name = db.scalars(select(Location.name)).one()
    assert alice.get("/brand").json == {"name": name, "logo_url": None, "colors": {"primary": "#4f46e5"}}


def test_a_brand_is_kept_and_published_for_visitors(alice: Dashboard, location: Tenant) -> None:
    assert alice.put("/brand", **BRAND).json == BRAND
    assert alice.get("/brand").json == BRAND
    assert published(location) == BRAND


def test_a_brand_is_replaced_as_a_whole(alice: Dashboard, location: Tenant) -> None:
    alice.put("/brand", **BRAND)
    plain = {"name": "", "logo_url": None, "colors": {"primary": "#ABCDEF"}}
    assert alice.put("/brand", **plain).json == {**plain, "colors": {"primary": "#abcdef"}}
    assert published(location)["colors"] == {"primary": "#abcdef"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colors": {"primary": "red"}}, "colors.primary"), ({"colors": {"primary": "#12345"}}, "colors.primary"),
        ({"colors": {"primary": "#123456\n"}}, "colors.primary"), ({"colors": {}}, "colors.primary"),
        ({"colors": {"primary": "#123456", "other": "#123456"}}, "colors.other"),
        ({"logo_url": "http://example.com/logo.png"}, "logo_url"), ({"logo_url": "javascript:alert(1)"}, "logo_url"),
        ({"logo_url": "data:image/png;base64,AA=="}, "logo_url"),
        ({"logo_url": "https://example.com/\x00"}, "logo_url"),
        ({"logo_url": "https://example.com/" + "x" * 2_048}, "logo_url"), ({"name": "x" * 81}, "name"),
        ({"name": "a\x00"}, "name"), ({"font": "Papyrus"}, "font"),
    ],
)  # fmt: skip
def test_an_unfit_brand_is_refused_and_nothing_changes(
    alice: Dashboard, location: Tenant, change: dict[str, Any], field: str
) -> None:
    alice.put("/brand", **BRAND)
    answer = alice.put("/brand", **{**BRAND, **change})
    assert (answer.status, answer.code, answer.field) == (422, "invalid", field)
    assert alice.get("/brand").json == BRAND == published(location)
