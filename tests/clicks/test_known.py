"""Who has filled in a form is known again at every link of the account by an opaque cookie, and at no other's."""

from __future__ import annotations

import io
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import pytest
from redis.exceptions import RedisError
from sqlalchemy import text

from plugin import jobs
from plugin.clicks import known
from plugin.contacts import tokens
from plugin.tenancy import tenant
from plugin.visitors.visitor import Visitor
from tests.cast import Tenant
from tests.clicks.conftest import Door, request
from tests.clicks.forms import ANSWERS, FORM
from tests.clicks_world import rows
from tests.drafts import Draft, published


@pytest.fixture
def form(location: Tenant) -> Draft:
    return published(location, lead_form=FORM)


def filled_in(door: Door, link: Draft) -> SimpleCookie:
    """The cookies that a browser is given for its answers."""
    body, sent = urlencode(ANSWERS).encode(), SimpleCookie()

    def start_response(_status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
        for name, value in headers:
            if name == "Set-Cookie":
                sent.load(value)

    told: dict[str, Any] = {
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    b"".join(door.app(request(f"/{link.slug}", "POST", **told), start_response))  # type: ignore[arg-type]
    door.hits()
    return sent


def known_cookie(door: Door, link: Draft) -> str:
    """As the browser sends it back; a link's own cookies stay with the link."""
    (morsel,) = [each for name, each in filled_in(door, link).items() if name.startswith(known.NAME)]
    return f"{morsel.key}={morsel.value}"


def contact_at(door: Door, link: Draft, cookie: str, query: str = "") -> str:
    door.knock(f"/{link.slug}", HTTP_COOKIE=cookie, QUERY_STRING=query)
    (hit,) = door.hits()
    return hit.contact


def test_the_cookie_is_for_this_host_and_says_nothing_of_the_lead(door: Door, form: Draft, location: Tenant) -> None:
    (morsel,) = [each for name, each in filled_in(door, form).items() if name.startswith(known.NAME)]
    assert (morsel["path"], morsel["domain"], morsel["samesite"]) == ("/", "", "Lax")
    assert morsel["httponly"]
    assert morsel["secure"]
    (row,) = rows(location, "SELECT token, lead_id, crm_contact_id FROM contact_tokens")
    assert morsel.value.split(".")[0] == row.token
    assert row.crm_contact_id is None
    assert str(location.id) not in morsel.key.split("-")[1:]


def test_later_clicks_carry_the_leads_token_wherever_in_the_account(
    door: Door, form: Draft, location: Tenant
) -> None:  # fmt: skip
    cookie, other = known_cookie(door, form), published(location)
    token = cookie.partition("=")[2].split(".")[0]
    assert contact_at(door, other, cookie) == token
    assert contact_at(door, other, f"a=b; {cookie}; c=d") == token
    assert contact_at(door, other, "") == ""


def test_who_the_address_names_goes_before_who_the_cookie_names(door: Door, form: Draft, location: Tenant) -> None:
    cookie = known_cookie(door, form)
    assert contact_at(door, published(location), cookie, "c=abcdefgh1234") == "abcdefgh1234"


def test_another_accounts_links_do_not_know_the_cookie(door: Door, form: Draft, rival: Tenant) -> None:
    assert contact_at(door, published(rival), known_cookie(door, form)) == ""


def test_of_two_accounts_on_one_host_each_keeps_its_own_cookie(door: Door, form: Draft, rival: Tenant) -> None:
    theirs = known_cookie(door, published(rival, lead_form=FORM))
    mine = known_cookie(door, form)
    assert theirs.partition("=")[0] != mine.partition("=")[0]
    assert contact_at(door, published(rival), f"{mine}; {theirs}") == theirs.partition("=")[2].split(".")[0]


@pytest.mark.parametrize("change", ["x", ".", '"', "\\", ";", "\x00"])
def test_a_cookie_that_is_not_ours_to_the_letter_names_nobody(
    door: Door, form: Draft, location: Tenant, change: str
) -> None:
    name, _, value = known_cookie(door, form).partition("=")
    link = published(location)
    for forged in (f"{name}={change}{value}", f"{name}={value[:-1]}{change}", f"{name}={'A' * 32}{value[32:]}", name):
        assert contact_at(door, link, forged.encode().decode("latin-1")) == ""


def test_no_cookie_header_makes_it_raise() -> None:
    secret, visitor = b"s" * 32, Visitor()
    for header in (known.NAME * 5_000, f"{known.NAME}=\udc80; =; ;;", "a" * 99_999, known.set_cookie("x", secret)):
        assert known.recognised(visitor, header, secret) is visitor


def test_the_token_stands_for_the_contact_once_the_crm_knows_the_lead(
    door: Door, form: Draft, location: Tenant
) -> None:  # fmt: skip
    token = known_cookie(door, form).partition("=")[2].split(".")[0]
    with tenant(location.id) as db:
        (lead_id,) = db.scalars(text("SELECT id FROM leads"))
        tokens.name_lead(db, lead_id, "ocQHyuzHvysMo5N5VsXc")
    assert rows(location, "SELECT token, crm_contact_id FROM contact_tokens") == [(token, "ocQHyuzHvysMo5N5VsXc")]


def test_a_lead_waits_in_its_row_and_the_queue_is_told(door: Door, form: Draft, location: Tenant) -> None:
    known_cookie(door, form)
    (lead,) = rows(location, "SELECT id, seen_to_at FROM leads")
    assert lead.seen_to_at is None
    assert ["push_lead", {"location_id": location.id, "lead_id": lead.id}] in [[*job.args] for job in jobs.queue().jobs]


def test_without_redis_the_lead_is_kept_and_its_visitor_known_all_the_same(
    door: Door, form: Draft, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise RedisError("gone")

    monkeypatch.setattr(jobs, "queue", gone)
    cookie = known_cookie(door, form)
    assert len(rows(location, "SELECT id FROM leads WHERE seen_to_at IS NULL")) == 1
    assert contact_at(door, published(location), cookie)
