"""What a customer's own site tells of a click: signed or by a picture, for clicks of ours, each once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plugin import db
from plugin.app import create_clicks
from plugin.clicks.click_id import click_id, read
from plugin.conversions.signature import sign
from plugin.locations.models import Terms
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_secret
from tests.cast import Tenant
from tests.clicks_world import CHROME, CRAWLER, make_link, rows
from tests.dashboard import Answer, Dashboard, dashboard
from workers.forget_link import forget_link


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location, "admin")


def clicked(owner: Tenant, link_id: int, at: float | None = None) -> str:
    """The id of a click, as the link appended it."""
    with tenant(owner.id) as session:
        terms = session.get_one(Terms, owner.id)
        secret = visitor_secret(db.settings().visitor_secret, bytes(terms.visitor_salt))
    return click_id(secret, owner.id, link_id, at or time.time())


Teller = Callable[..., Answer]


@pytest.fixture
def tell(alice: Dashboard, location: Tenant) -> Teller:
    """The account's own server, which has the secret."""
    secret = alice.post("/conversions/secret").json["secret"]

    def told(account: object = location.id, key: str = secret, late_s: int = 0, **body: Any) -> Answer:
        raw, stamp = json.dumps(body).encode(), str(int(time.time()) - late_s)
        headers = {
            "Smartlinks-Account": str(account), "Smartlinks-Timestamp": stamp,
            "Smartlinks-Signature": sign(key, stamp, raw), "Content-Type": "application/json", "Authorization": "",
        }  # fmt: skip
        return alice.call("POST", "/conversions", data=raw, headers=headers)

    return told


def kept(owner: Tenant) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows(owner, "SELECT event, value::text, currency, via FROM conversions ORDER BY id")]


def test_a_signed_conversion_is_kept_once_however_often_it_is_told(location: Tenant, tell: Teller) -> None:
    click = clicked(location, make_link(location))
    bought = {"click_id": click, "event": "purchase", "value": "12.50", "currency": "EUR", "id": "order-1"}
    assert [tell(**bought).json, tell(**bought).json] == [{"new": True}, {"new": False}]
    assert tell(**{**bought, "id": "order-2"}).json == {"new": True}
    assert kept(location) == [("purchase", "12.500", "EUR", "server")] * 2


def test_a_wrong_signature_an_old_one_and_no_account_are_refused_alike(location: Tenant, tell: Teller) -> None:
    click = clicked(location, make_link(location))
    refused = [tell(click_id=click, key="other"), tell(click_id=click, late_s=3600), tell(click_id=click, account="x")]
    refused += [tell(click_id=click, account=location.id + 999_999)]
    assert {(answer.status, answer.code) for answer in refused} == {(401, "bad_signature")}
    assert kept(location) == []


def test_the_secret_before_works_until_the_next_and_is_shown_once(
    alice: Dashboard, location: Tenant, tell: Teller
) -> None:
    click = clicked(location, make_link(location))
    newer = alice.post("/conversions/secret").json["secret"]
    assert tell(click_id=click).status == tell(click_id=click, key=newer).status == 200
    alice.post("/conversions/secret")
    assert tell(click_id=click).status == 401
    shown = alice.get("/conversions/secret").json
    assert shown["account"] == str(location.id)
    assert "secret" not in shown
    assert rows(location, "SELECT secret FROM conversion_secrets")[0][0] != newer.encode()
    assert dashboard(location, "user").post("/conversions/secret").status == 403


def test_only_clicks_of_the_accounts_own_links_convert(location: Tenant, rival: Tenant, tell: Teller) -> None:
    link_id = make_link(location)
    for click in ("", "x" * 48, clicked(rival, make_link(rival)), clicked(location, link_id + 10_000)):
        answer = tell(click_id=click)
        assert (answer.status, answer.code, answer.field) == (422, "unknown_click", "click_id")
    assert kept(location) == kept(rival) == []


def test_what_comes_ninety_days_late_or_before_the_click_is_refused(location: Tenant, tell: Teller) -> None:
    link_id, now = make_link(location), datetime.now(UTC)
    long_ago = clicked(location, link_id, (now - timedelta(days=91)).timestamp())
    assert tell(click_id=long_ago).code == "too_late"
    in_time = (now - timedelta(days=80)).isoformat()
    assert tell(click_id=long_ago, at=in_time).status == 200
    for wrong in (now - timedelta(days=92), now + timedelta(hours=1)):
        assert tell(click_id=long_ago, at=wrong.isoformat()).field == "at"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"event": "Bought it!"}, "event"),
        ({"value": "many", "currency": "EUR"}, "value"),
        ({"value": "NaN", "currency": "EUR"}, "value"),
        ({"value": "1e40", "currency": "EUR"}, "value"),
        ({"value": "5"}, "currency"),
        ({"value": "5", "currency": "eur"}, "currency"),
        ({"id": "a" * 101}, "id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_names_its_field(location: Tenant, tell: Teller, body: dict[str, str], field: str) -> None:
    answer = tell(click_id=clicked(location, make_link(location)), **body)
    assert (answer.status, answer.field) == (422, field)


def picture(agent: str = CHROME, **query: str) -> tuple[int, str]:
    client = create_clicks(db.settings()).test_client()
    answer = client.get("/_conversion.gif", query_string=query, headers={"User-Agent": agent})
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, answer.content_type


def test_a_picture_tells_once_and_is_shown_whatever_it_tells(location: Tenant) -> None:
    click = clicked(location, make_link(location))
    for query in ({"click": click, "value": "3", "currency": "USD"}, {"click": click}, {"click": "x"}, {}):
        assert picture(**query) == (200, "image/gif")
    assert picture(CRAWLER, click=clicked(location, make_link(location)))[0] == 200
    assert kept(location) == [("conversion", "3.000", "USD", "pixel")]


def test_a_click_is_named_by_the_very_microsecond_it_is_recorded_at(location: Tenant) -> None:
    moments = [1_763_657_354 + number * 0.123_456_7 for number in range(2_000)]
    names = [moment_of(click_id(b"secret", location.id, 1, at)) for at in moments]
    recorded = rows(location, "SELECT to_timestamp(at) FROM unnest(CAST(:moments AS float8[])) AS at", moments=moments)
    assert names == [row[0] for row in recorded]


def moment_of(text: str) -> datetime:
    named = read(text)
    assert named is not None
    return named.at


def test_what_followed_the_clicks_of_a_deleted_link_goes_with_them(
    alice: Dashboard, location: Tenant, tell: Teller
) -> None:
    link, other = (int(alice.link()["id"]) for _ in range(2))
    for each in (link, other):
        assert tell(click_id=clicked(location, each)).status == 200
    assert alice.delete(f"/links/{link}").status == 204
    forget_link(location_id=location.id, link_id=link)
    assert rows(location, "SELECT link_id FROM conversions") == [(other,)]
