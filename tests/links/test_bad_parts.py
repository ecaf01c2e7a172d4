"""What cannot stand on a link, each refused by the path of the field at fault, with nothing stored."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from plugin.links.models import Link
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

GOOD = "https://example.com/"
HERE = {"kind": "country", "countries": ["DE"]}
FIELD = {"name": "who", "label": "Name"}
MAIL = {**FIELD, "kind": "email"}
ARTICLE = {"asin": "B0ABCDEFGH", "marketplace": "amazon.de", "keywords": [{"text": "a", "weight": 1}]}
LONG = "https://example.com/" + "x" * 2_048


def rule(destination: object = GOOD, *when: object) -> dict[str, Any]:
    return {"when": [*when] or [HERE], "destination": destination}


def split(*weights: object, destination: str = GOOD) -> list[dict[str, Any]]:
    return [{"destination": destination, "weight": weight} for weight in weights]


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"headline": "Hello", "fields": [*fields] or [FIELD], **more}


BAD: list[tuple[str, Any, str, str]] = [
    ("rules", [{"when": [HERE]}], "rule_without_destination", "rules[0].destination"),
    ("rules", [rule(), {"when": [], "destination": GOOD}], "rule_without_condition", "rules[1].when"),
    ("rules", [rule(GOOD, {**HERE, "countries": ["DE", "QQ"]})], "country_unknown", "rules[0].when[0].countries[1]"),
    ("rules", [rule(GOOD, {"kind": "time", "zone": "Mars/Base"})], "zone_unknown", "rules[0].when[0].zone"),
    ("rules", [rule(GOOD, {"kind": "moon"})], "kind_unknown", "rules[0].when[0].kind"),
    ("rules", [rule()] * 1_000, "too_many_rules", "rules"),
    ("rules", [rule(), rule("http://s.example/abc")], "destination_loop", "rules[1].destination"),
    ("rules", [rule("javascript:alert(1)")], "destination_scheme", "rules[0].destination"),
    ("rules", [rule("https://example.com/\r\nSet-Cookie: a=b")], "unfit_characters", "rules[0].destination"),
    ("rules", {"0": rule()}, "not_a_list", "rules"),
    ("rules", [7], "not_an_object", "rules[0]"),
    ("split", split(1, -1), "weight_invalid", "split[1].weight"),
    ("split", split(0, 0), "weights_zero", "split"),
    ("split", split(1), "too_few_variants", "split"),
    ("split", split(1, "2"), "weight_invalid", "split[1].weight"),
    ("split", split(1, 1, destination="https://s.example/x"), "destination_loop", "split[0].destination"),
    ("utm", {"source": "a\nb"}, "unfit_characters", "utm.source"),
    ("utm", {"sauce": "x"}, "field_unknown", "utm.sauce"),
    ("utm", "sms", "not_an_object", "utm"),
    ("keep_order", "yes", "invalid", "keep_order"),
    ("forward_params", 1.5, "invalid", "forward_params"),
    ("redirect_status", 303, "invalid", "redirect_status"),
    ("redirect_status", "302", "invalid", "redirect_status"),
    ("redirect_status", True, "invalid", "redirect_status"),
    ("expired_destination", "ftp://example.com/", "destination_scheme", "expired_destination"),
    ("expired_destination", "https://s.example/x", "destination_loop", "expired_destination"),
    ("expired_destination", LONG, "destination_too_long", "expired_destination"),
    ("click_limit", 0, "invalid", "click_limit"),
    ("click_limit", -1, "invalid", "click_limit"),
    ("click_limit", True, "invalid", "click_limit"),
    ("click_limit", "50", "invalid", "click_limit"),
    ("click_limit", 10**30, "invalid", "click_limit"),
    ("password", "", "password_invalid", "password"),
    ("password", "x" * 129, "password_invalid", "password"),
    ("password", "x" * 10_000, "password_invalid", "password"),
    ("password", "a\x00b", "password_invalid", "password"),
    ("password", "a\ud800b", "password_invalid", "password"),
    ("password", 12345, "invalid", "password"),
    ("lead_form", form(headline="x" * 121), "invalid", "lead_form.headline"),
    ("lead_form", form(headline=" "), "invalid", "lead_form.headline"),
    ("lead_form", {"headline": "Hello", "fields": []}, "invalid", "lead_form.fields"),
    ("lead_form", form(*({**FIELD, "name": f"f{n}"} for n in range(9))), "invalid", "lead_form.fields"),
    ("lead_form", form(FIELD, FIELD), "invalid", "lead_form.fields"),
    ("lead_form", form(MAIL, {**MAIL, "name": "b"}), "invalid", "lead_form.fields"),
    ("lead_form", form({**FIELD, "kind": "file"}), "invalid", "lead_form.fields.0.kind"),
    ("lead_form", form({**FIELD, "name": "<b>"}), "invalid", "lead_form.fields.0.name"),
    ("lead_form", form({"name": "who"}), "invalid", "lead_form.fields.0.label"),
    ("lead_form", form(consent_text="x" * 501), "invalid", "lead_form.consent_text"),
    ("lead_form", form(button="x" * 41), "invalid", "lead_form.button"),
    ("lead_form", form(script="x"), "invalid", "lead_form.script"),
    ("preview", {"title": ""}, "invalid", "preview.title"),
    ("preview", {"title": "x" * 121}, "invalid", "preview.title"),
    ("preview", {"title": "x", "description": "x" * 301}, "invalid", "preview.description"),
    ("preview", {"title": "x", "image_url": "http://example.com/a.png"}, "destination_scheme", "preview.image_url"),
    ("preview", {"title": "x", "image_url": "data:image/png,x"}, "destination_scheme", "preview.image_url"),
    ("pixels", [{"kind": "meta", "id": "123"}], "invalid", "pixels.0.id"),
    ("pixels", [{"kind": "google", "id": "GTM-ABC1234"}], "invalid", "pixels.0.id"),
    ("pixels", [{"kind": "tiktok", "id": "');alert(1)//xxxxxxxx"}], "invalid", "pixels.0.id"),
    ("pixels", [{"kind": "myspace", "id": "1"}], "invalid", "pixels.0.kind"),
    ("pixels", [{"kind": "x", "id": "o1abc"}] * 2, "invalid", "pixels"),
    ("pixels", [{"kind": "x", "id": f"o1ab{n}"} for n in range(7)], "invalid", "pixels"),
    ("vcard", {"first_name": "Ann"}, "not_for_kind", "vcard"),
    ("amazon", ARTICLE, "not_for_kind", "amazon"),
]  # fmt: skip


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


@pytest.mark.parametrize("case", BAD, ids=range(len(BAD)))
def test_what_cannot_stand_on_a_link_is_refused_by_its_path_and_nothing_is_stored(
    alice: Dashboard, location: Tenant, case: tuple[str, Any, str, str]
) -> None:
    field, value, code, at = case
    refused = alice.post("/links", destination=GOOD, **{field: value})
    assert (refused.status, refused.code, refused.field) == (422, code, at)
    assert len(refused.json["message"]) < 1_000
    with tenant(location.id) as db:
        assert db.scalar(select(func.count()).select_from(Link)) == 0
    link = alice.link()
    again = alice.patch(f"/links/{link['id']}", **{field: value}, title="New")
    assert (again.status, again.code, again.field) == (422, code, at)
    assert alice.get(f"/links/{link['id']}").json == link


CARDS: list[tuple[dict[str, Any], str, str]] = [
    ({"title": "Dr."}, "vcard_nameless", "vcard.first_name"),
    ({"first_name": "a\r\nb"}, "invalid", "vcard.first_name"),
    ({"first_name": "Ann", "phones": ["call me"]}, "invalid", "vcard.phones.0"),
    ({"first_name": "Ann", "emails": ["ann@"]}, "invalid", "vcard.emails.0"),
    ({"first_name": "Ann", "url": "javascript:alert(1)"}, "destination_scheme", "vcard.url"),
    ({"first_name": "Ann", "photo_url": "http://example.com/a.png"}, "destination_scheme", "vcard.photo_url"),
    ({"first_name": "Ann", "note": "x" * 1_001}, "invalid", "vcard.note"),
    ({"first_name": "Ann", "nickname": "A"}, "invalid", "vcard.nickname"),
]


@pytest.mark.parametrize(("card", "code", "at"), CARDS)
def test_a_card_that_is_none_is_refused(alice: Dashboard, card: dict[str, Any], code: str, at: str) -> None:
    refused = alice.post("/links", kind="vcard", vcard=card)
    assert (refused.status, refused.code, refused.field) == (422, code, at)


ARTICLES: list[tuple[dict[str, Any], str]] = [
    ({"asin": "b0"}, "amazon.asin"),
    ({"marketplace": "amazon.example"}, "amazon.marketplace"),
    ({"keywords": []}, "amazon.keywords"),
    ({"keywords": [{"text": "a", "weight": 0}]}, "amazon.keywords"),
    ({"keywords": [{"text": "a", "weight": -1}]}, "amazon.keywords.0.weight"),
    ({"keywords": [{"text": "a", "weight": True}]}, "amazon.keywords.0.weight"),
    ({"keywords": [{"text": " ", "weight": 1}]}, "amazon.keywords.0.text"),
    ({"keywords": [{"text": "a", "weight": 1}] * 21}, "amazon.keywords"),
]


@pytest.mark.parametrize(("change", "at"), ARTICLES)
def test_an_article_that_is_none_is_refused(alice: Dashboard, change: dict[str, Any], at: str) -> None:
    refused = alice.post("/links", kind="amazon", amazon=ARTICLE | change)
    assert (refused.status, refused.code, refused.field) == (422, "invalid", at)
