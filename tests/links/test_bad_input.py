"""What a door is given that it cannot take: a clear answer that names the field, and nothing changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from plugin.links.addresses import Address
from plugin.links.models import Link
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

PAST = "2020-01-01T00:00:00Z"
GOOD = "https://example.com/"


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def rows(location: Tenant) -> tuple[int | None, int | None]:
    with tenant(location.id) as db:
        return tuple(db.scalar(select(func.count()).select_from(table)) for table in (Link, Address))  # type: ignore[return-value]


BODIES: list[tuple[dict[str, Any], str, str]] = [
    ({}, "invalid", "destination"),
    ({"destination": None}, "invalid", "destination"),
    ({"destination": 7}, "invalid", "destination"),
    ({"destination": ""}, "destination_invalid", "destination"),
    ({"destination": "hello there"}, "destination_invalid", "destination"),
    ({"destination": "javascript:alert(1)"}, "destination_scheme", "destination"),
    ({"destination": "ftp://example.com/"}, "destination_scheme", "destination"),
    ({"destination": "http://s.example/abc"}, "destination_loop", "destination"),
    ({"destination": "https://S.EXAMPLE.:443/abc"}, "destination_loop", "destination"),
    ({"destination": "http://s。example/abc"}, "destination_loop", "destination"),
    ({"destination": "http://s%2Eexample/abc"}, "destination_loop", "destination"),
    ({"destination": "http:\\\\s.example\\abc"}, "destination_loop", "destination"),
    ({"destination": "https://example.com@s.example/"}, "destination_invalid", "destination"),
    ({"destination": "https://example.com/\r\nSet-Cookie: a=b"}, "destination_invalid", "destination"),
    ({"destination": "https://example.com/\x00"}, "destination_invalid", "destination"),
    ({"destination": "https://example.com/\ud800"}, "destination_invalid", "destination"),
    ({"destination": "https://example.com/" + "a" * 2_048}, "destination_too_long", "destination"),
    ({"destination": "https://example.com/" + "é" * 500}, "destination_too_long", "destination"),
    ({"destination": GOOD, "slug": "abc"}, "slug_invalid", "slug"),
    ({"destination": GOOD, "slug": "a" * 65}, "slug_invalid", "slug"),
    ({"destination": GOOD, "slug": "two words"}, "slug_invalid", "slug"),
    ({"destination": GOOD, "slug": "größe"}, "slug_invalid", "slug"),
    ({"destination": GOOD, "slug": "slug\x00"}, "slug_invalid", "slug"),
    ({"destination": GOOD, "slug": "Healthz"}, "slug_reserved", "slug"),
    ({"destination": GOOD, "title": "a\x00b"}, "invalid", "title"),
    ({"destination": GOOD, "title": "a\ud800b"}, "invalid", "title"),
    ({"destination": GOOD, "title": "a" * 201}, "invalid", "title"),
    ({"destination": GOOD, "paused": "yes"}, "invalid", "paused"),
    ({"destination": GOOD, "expires_at": PAST}, "date_past", "expires_at"),
    ({"destination": GOOD, "expires_at": "2099-01-01T00:00:00"}, "invalid", "expires_at"),
    ({"destination": GOOD, "expires_at": "9999-12-31T23:59:59-14:00"}, "invalid", "expires_at"),
    ({"destination": GOOD, "expires_at": "tomorrow"}, "invalid", "expires_at"),
    ({"destination": GOOD, "starts_at": "0001-01-01T00:00:00+14:00"}, "invalid", "starts_at"),
    ({"destination": GOOD, "tags": ["99999999999999999999"]}, "invalid", "tags.0"),
    ({"destination": GOOD, "tags": ["9223372036854775807"]}, "tag_unknown", "tags"),
    ({"destination": GOOD, "tags": "1"}, "invalid", "tags"),
    ({"destination": GOOD, "tags": [True]}, "invalid", "tags.0"),
    ({"destination": GOOD, "campaign_id": "1.5"}, "invalid", "campaign_id"),
    ({"destination": GOOD, "campaign_id": "9223372036854775807"}, "campaign_unknown", "campaign_id"),
    ({"destination": GOOD, "crm_tags": ["a\x00"]}, "invalid", "crm_tags.0"),
    ({"destination": GOOD, "crm_tags": ["x" * 101]}, "invalid", "crm_tags"),
    ({"destination": GOOD, "crm_tags": [str(number) for number in range(21)]}, "invalid", "crm_tags"),
    ({"destination": GOOD, "kind": "page"}, "invalid", "kind"),
    ({"destination": GOOD, "location_id": "1"}, "invalid", "location_id"),
]


@pytest.mark.parametrize(("body", "code", "field"), BODIES)
def test_a_bad_field_is_named_and_nothing_is_made(
    alice: Dashboard, location: Tenant, body: dict[str, Any], code: str, field: str
) -> None:
    answer = alice.post("/links", **body)
    assert (answer.status, answer.code, answer.field) == (422, code, field)
    assert answer.json["message"]
    assert rows(location) == (0, 0)


@pytest.mark.parametrize(("body", "code", "field"), [case for case in BODIES if case[0]])
def test_an_edit_refuses_the_same(alice: Dashboard, body: dict[str, Any], code: str, field: str) -> None:
    link = alice.link(title="Untouched")
    answer = alice.patch(f"/links/{link['id']}", **body)
    expected = ("slug_fixed", "slug") if field == "slug" else (code, field)
    assert (answer.status, answer.code, answer.field) == (422, *expected)
    assert alice.get(f"/links/{link['id']}").json == link


def test_a_link_that_would_start_after_its_end_is_refused(alice: Dashboard) -> None:
    end, start = (datetime.now(UTC) + timedelta(hours=hours) for hours in (1, 2))
    answer = alice.post("/links", destination=GOOD, starts_at=start.isoformat(), expires_at=end.isoformat())
    assert (answer.status, answer.code, answer.field) == (422, "date_order", "starts_at")


def test_a_taken_slug_is_refused_with_one_that_is_free(alice: Dashboard, rival: Tenant) -> None:
    other = dashboard(rival)
    other.link(slug="promo")
    other.link(slug="promo-2")
    answer = alice.post("/links", destination=GOOD, slug="PROMO")
    assert (answer.status, answer.code, answer.field) == (409, "slug_taken", "slug")
    suggestion = answer.json["details"]["suggestion"]
    assert suggestion == "promo-3"
    assert alice.link(slug=suggestion)["slug"] == suggestion
    assert alice.get("/links").json["total"] == 1


RAW: list[tuple[bytes, str, tuple[int, str]]] = [
    (b"\xff\xfe", "application/json", (422, "invalid")),
    (b'{"destination": "https://example.com/\xff"}', "application/json", (422, "invalid")),
    (b"{", "application/json", (422, "invalid")),
    (b"[]", "application/json", (422, "invalid")),
    (b"null", "application/json", (422, "invalid")),
    (b'"text"', "application/json", (422, "invalid")),
    (b'{"tags": [' + b"1" * 5_000 + b"]}", "application/json", (422, "invalid")),
    (b"[" * 200_000, "application/json", (422, "invalid")),
    (b"destination=https://example.com/", "application/x-www-form-urlencoded", (422, "invalid")),
    (b'{"destination": "' + b"a" * 2_000_000 + b'"}', "application/json", (413, "too_large")),
]


@pytest.mark.parametrize(("body", "content_type", "said"), RAW, ids=range(len(RAW)))
def test_a_body_that_is_no_object_of_ours_is_refused(
    alice: Dashboard, location: Tenant, body: bytes, content_type: str, said: tuple[int, str]
) -> None:
    answer = alice.call("POST", "/links", data=body, content_type=content_type)
    assert (answer.status, answer.code) == said
    assert rows(location) == (0, 0)


@pytest.mark.parametrize("link_id", ["0", "9223372036854775808", "9" * 5_000, "-1", "abc", "1.5", "%00", "%ff"])
def test_an_id_that_cannot_be_is_not_found(alice: Dashboard, link_id: str) -> None:
    answer = alice.get(f"/links/{link_id}")
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_backslash_hides_no_host(alice: Dashboard) -> None:
    assert alice.link(destination="https://example.com\\@s.example")["destination"] == "https://example.com/@s.example"
