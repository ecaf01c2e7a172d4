"""The form before a link: what is wrong is told at its field, and a lead is kept before its visitor goes on."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from plugin import db as stores
from plugin.leads import gate
from plugin.rates import Rate
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import Door
from tests.clicks.forms import ANSWERS, FORM, PASSWORD, cookie_of, locked, post
from tests.clicks.test_pages import Page
from tests.drafts import Draft, published


@pytest.fixture
def link(location: Tenant) -> Draft:
    return published(location, lead_form=FORM)


def leads(location: Tenant) -> list[Any]:
    with tenant(location.id) as db:
        return list(db.execute(text("SELECT * FROM leads ORDER BY id")))


def test_the_form_asks_what_its_owner_asks(door: Door, link: Draft) -> None:
    answer = door.knock(f"/{link.slug}")
    page = Page(answer)
    assert answer.status == 200
    for words in (FORM["headline"], "First name", "Phone", "Optional", FORM["consent_text"], FORM["button"]):
        assert str(words) in page.words
    inputs = {str(seen["name"]): seen for tag, seen in page.tags if tag == "input"}
    assert [inputs[name]["type"] for name in ("first", "email", "phone", "goal")] == ["text", "email", "tel", "text"]
    assert inputs["email"]["autocomplete"] == "email"
    assert "required" in inputs["first"]
    assert "required" not in inputs["phone"]
    assert "checked" not in inputs["consent"]
    assert [hit.outcome for hit in door.hits()] == ["lead"]


def test_every_input_has_a_label(door: Door, link: Draft) -> None:
    page = Page(door.knock(f"/{link.slug}"))
    labelled = {seen["for"] for tag, seen in page.tags if tag == "label"}
    assert {seen["id"] for tag, seen in page.tags if tag == "input"} == labelled  # nothing is hidden without a referrer


def test_a_lead_is_kept_and_its_visitor_sent_on_and_not_asked_again(door: Door, location: Tenant, link: Draft) -> None:
    answer = post(door, link, {**ANSWERS, "phone": "+49 171 1234567", "goal": "strength"})
    assert (answer.status, answer.headers["Location"]) == (303, link.destination)
    (lead,) = leads(location)
    assert (lead.link_id, lead.name, lead.email, lead.phone) == (link.id, "Jordan", ANSWERS["email"], "+491711234567")
    assert (lead.fields, lead.consent_text) == ({"goal": "strength"}, FORM["consent_text"])
    (hit,) = door.hits()
    assert (hit.outcome, hit.visitor) == ("sent", bytes(lead.visitor).hex())
    assert "Max-Age=31536000" in answer.headers["Set-Cookie"]
    again = door.knock(f"/{link.slug}", HTTP_COOKIE=cookie_of(answer))
    assert (again.status, again.headers["Location"]) == (302, link.destination)


def test_the_cookie_of_one_form_passes_no_other(door: Door, location: Tenant, link: Draft) -> None:
    cookie = cookie_of(post(door, link, ANSWERS))
    assert door.knock(f"/{published(location, lead_form=FORM).slug}", HTTP_COOKIE=cookie).status == 200


def test_each_wrong_answer_is_told_at_its_field_and_what_was_typed_is_kept(
    door: Door, location: Tenant, link: Draft
) -> None:
    answer = post(door, link, {"first": "", "email": "jordan@", "phone": "12", "goal": '"><script>alert(1)</script>'})
    page = Page(answer)
    assert answer.status == 422
    assert "Set-Cookie" not in answer.headers
    inputs = {str(seen["name"]): seen for tag, seen in page.tags if tag == "input"}
    assert inputs["email"]["value"] == "jordan@"
    assert inputs["goal"]["value"] == '"><script>alert(1)</script>'
    assert [name for name, seen in inputs.items() if seen.get("aria-invalid")] == ["first", "email", "phone", "consent"]
    told = {seen["id"] for tag, seen in page.tags if tag == "p" and "id" in seen}
    assert {seen["aria-describedby"] for seen in inputs.values() if "aria-describedby" in seen} == told
    assert [name for name, seen in inputs.items() if "autofocus" in seen] == ["first"]
    assert "script" not in {tag for tag, _ in page.tags}
    assert leads(location) == []
    assert [hit.outcome for hit in door.hits()] == ["lead"]


def test_a_script_in_a_name_is_text(door: Door, location: Tenant, link: Draft) -> None:
    assert post(door, link, {**ANSWERS, "first": "<script>alert(1)</script>"}).status == 303
    assert leads(location)[0].name == "<script>alert(1)</script>"


def test_what_the_owner_wrote_is_text(door: Door, location: Tenant) -> None:
    words = '"><script>alert(1)</script>'
    field = {"name": "x", "label": words, "kind": "text", "required": True}
    form = {"headline": words, "fields": [field], "consent_text": words, "button": words}
    page = Page(door.knock(f"/{published(location, lead_form=form).slug}"))
    assert page.words.count(words) >= 4
    assert "script" not in {tag for tag, _ in page.tags}


def test_a_machine_that_fills_in_every_field_gets_the_form_again(door: Door, location: Tenant, link: Draft) -> None:
    answer = post(door, link, {**ANSWERS, "website": "https://spam.example"})
    assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
    assert leads(location) == []


def test_forms_of_one_address_end_somewhere(
    door: Door, location: Tenant, link: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "SENT", Rate(f"lead-{secrets.token_hex(4)}", 2, 600))
    told = [post(door, link, {**ANSWERS, "first": f"Jo {number}"}) for number in range(3)]
    assert [answer.status for answer in told] == [303, 303, 429]
    assert int(told[-1].headers["Retry-After"]) > 0
    assert len(leads(location)) == 2


def test_a_link_may_ask_for_both_and_the_password_comes_first(door: Door, location: Tenant) -> None:
    link = locked(location, lead_form=FORM)
    first = post(door, link, {"password": PASSWORD})
    assert (first.status, first.headers["Location"]) == (303, f"/{link.slug}")
    unlocked = cookie_of(first)
    assert b"Summer Pass" in door.knock(f"/{link.slug}", HTTP_COOKIE=unlocked).body
    assert [hit.outcome for hit in door.hits()] == ["lead"]
    second = post(door, link, ANSWERS, cookie=unlocked)
    assert (second.status, second.headers["Location"]) == (303, link.destination)
    assert door.knock(f"/{link.slug}", HTTP_COOKIE=f"{unlocked}; {cookie_of(second)}").status == 302
    assert post(door, link, ANSWERS).status == 422


def test_a_lead_that_cannot_be_kept_goes_nowhere(
    door: Door, link: Draft, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "engine", lambda _role: stopped())
    answer = post(door, link, ANSWERS)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert b"<h1>" in answer.body
    monkeypatch.undo()
    assert leads(location) == []


def stopped() -> Any:
    return create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing", connect_args={"connect_timeout": 1})
