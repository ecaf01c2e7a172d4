"""What a link can be: a contact card that phones take, and searches at Amazon by weight."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from plugin.fields import UNFIT
from plugin.links.addresses import Address
from plugin.links.kinds import amazon, vcard
from plugin.links.pixels import BY_KIND
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

ANN = {
    "first_name": "Ann", "last_name": "Lee; Jr.", "company": "Lee, Lee & Söhne", "title": "CEO\\CTO",
    "phones": ["+49 30 901820", "(030) 12345"], "emails": ["ann@example.com"], "url": "https://example.com/a;b,c",
    "address": "1 Main St\r\nBerlin", "note": 'Likes: "tea";\nand, coffee', "photo_url": "https://example.com/a.jpg",
}  # fmt: skip
SHOES = {
    "asin": "B0ABCDEFGH", "marketplace": "amazon.co.uk",
    "keywords": [{"text": "running shoes & socks", "weight": 3}, {"text": "größe 40", "weight": 1}],
}  # fmt: skip


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def published(location: Tenant) -> dict[str, Any]:
    with tenant(location.id) as db:
        return dict(db.execute(select(Address.published)).scalar_one())


def unfolded(drawn: str) -> list[str]:
    """As RFC 2426 reads it: a line break and a blank are nothing."""
    return drawn.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def text_of(escaped: str) -> str:
    """A text value as it was written (RFC 2426, section 5)."""
    plain, signs = "", iter(escaped)
    for sign in signs:
        following = next(signs) if sign == "\\" else sign
        plain += "\n" if sign == "\\" and following == "n" else following
    return plain


def test_a_contact_card_is_a_link_without_a_destination(alice: Dashboard, location: Tenant) -> None:
    made = alice.post("/links", kind="vcard", vcard=ANN)
    link = made.json
    assert made.status == 201
    assert (link["kind"], link["destination"], link["title"]) == ("vcard", "", "Ann Lee; Jr.")
    assert link["vcard"] == ANN | {"address": "1 Main St\nBerlin"}
    assert link["amazon"] is None
    assert (published(location)["kind"], published(location)["content"]) == ("vcard", link["vcard"])
    renamed = alice.patch(f"/links/{link['id']}", vcard={"company": "Lee"}).json
    assert (renamed["vcard"], renamed["title"]) == ({"company": "Lee"}, "Lee")
    assert alice.patch(f"/links/{link['id']}", vcard=None).field == "vcard"


def test_a_card_is_drawn_as_vcard_3(alice: Dashboard) -> None:
    card = alice.link(kind="vcard", destination="", vcard=ANN)["vcard"]
    assert unfolded(vcard.draw(card)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Lee\\; Jr.;Ann;;;",
        "FN:Ann Lee\\; Jr.",
        "ORG:Lee\\, Lee & Söhne",
        "TITLE:CEO\\\\CTO",
        "TEL:+49 30 901820",
        "TEL:(030) 12345",
        "EMAIL;TYPE=INTERNET:ann@example.com",
        "ADR:;;1 Main St\\nBerlin;;;;",
        "URL:https://example.com/a;b,c",
        "PHOTO;VALUE=URI:https://example.com/a.jpg",
        'NOTE:Likes: "tea"\\;\\nand\\, coffee',
        "END:VCARD",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300).filter(lambda text: not UNFIT.search(text)))
def test_any_text_comes_out_of_a_card_as_it_went_in(note: str) -> None:
    drawn = vcard.draw({"company": "Lee", "note": f"{note}\n🎈"})
    assert all(len(line.encode()) <= 75 for line in drawn.split("\r\n"))
    assert text_of(unfolded(drawn)[-2].removeprefix("NOTE:")) == f"{note}\n🎈"


@pytest.mark.parametrize("field", ["rules", "split", "utm", "forward_params", "destination"])
def test_a_card_has_no_use_for_where_visitors_go(alice: Dashboard, field: str) -> None:
    values: dict[str, Any] = {"forward_params": True, "utm": {"source": "sms"}, "destination": "https://example.com/"}
    refused = alice.post("/links", kind="vcard", vcard=ANN, **{field: values.get(field, [{}])})
    assert (refused.status, refused.code, refused.field) == (422, "not_for_kind", field)


def test_an_amazon_link_leads_to_a_search_that_shows_the_article(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(kind="amazon", destination="", amazon=SHOES)
    assert (link["amazon"], link["title"]) == (SHOES, "amazon.co.uk B0ABCDEFGH")
    parts = urlsplit(link["destination"])
    assert parts.netloc == "www.amazon.co.uk"
    assert parse_qs(parts.query) == {"k": ["running shoes & socks"], "hidden-keywords": ["B0ABCDEFGH"]}
    assert published(location)["content"] == SHOES
    # The dashboard sends back what it was shown.
    back = {name: link[name] for name in ("kind", "destination", "amazon", "vcard", "slug", "rules", "utm")}
    assert alice.patch(f"/links/{link['id']}", **back).json["destination"] == link["destination"]
    refused = alice.patch(f"/links/{link['id']}", redirect_status=301)
    assert refused.code == "permanent_redirect"


def test_keywords_are_searched_for_by_their_weights() -> None:
    content = {
        **SHOES,
        "keywords": [{"text": name, "weight": weight} for name, weight in (("a", 3), ("no", 0), ("b", 0.5))],
    }
    found = Counter(parse_qs(urlsplit(amazon.search(content, n / 7_000)).query)["k"][0] for n in range(7_000))
    assert found == {"a": 6_000, "b": 1_000}
    assert "k=b&" in amazon.search(content, 0.9999999999999999)


@pytest.mark.parametrize("kind", ["vcard", "amazon", "redirect"])
def test_a_kind_needs_what_it_is_made_of_and_stays(alice: Dashboard, kind: str) -> None:
    missing = alice.post("/links", kind=kind)
    assert (missing.status, missing.code) == (422, "invalid")
    assert missing.field == {"redirect": "destination"}.get(kind, kind)
    link = alice.link()
    other = alice.patch(f"/links/{link['id']}", kind=kind)
    assert (other.status if kind == "redirect" else other.code) == (200 if kind == "redirect" else "kind_fixed")


PIXELS = [
    ("meta", "123456789012345", "12345678901234"),
    ("meta", "1234567890123456", "12345678901234567"),
    ("google", "G-ABC1234567", "GTM-ABC123"),
    ("google", "AW-123456789", "AW-12345678X"),
    ("tiktok", "C4ABCDEFGHIJ12345678", "c4abcdefghij12345678"),
    ("linkedin", "1234567", "12345a7"),
    ("pinterest", "2612345678901", "261234567890"),
    ("x", "o1abc", "o1abcd"),
]


@pytest.mark.parametrize(("kind", "good", "bad"), PIXELS)
def test_a_pixel_is_known_by_how_its_network_writes_ids(kind: str, good: str, bad: str) -> None:
    pattern = BY_KIND[kind].pattern
    assert pattern.fullmatch(good)
    assert not pattern.fullmatch(bad)
    assert not pattern.fullmatch(f"{good}\n")
    assert all(host.startswith("https://") and " " not in host and ";" not in host for host in BY_KIND[kind].hosts)
