"""What a link shows on the way: a preview to crawlers, pixels to people, a card to phones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plugin.clicks.pixels import SNIPPETS
from plugin.links import pixels
from tests.cast import Tenant
from tests.clicks.conftest import Answer, Door
from tests.clicks.forms import FORM
from tests.clicks.test_pages import Page, dress
from tests.drafts import published

PREVIEWER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PREVIEW = {"title": 'Summer "Pass" <b>', "description": "All & more", "image_url": "https://pictures.example/a.png"}
IDS = {
    "meta": "123456789012345", "google": "G-AB12CD34EF", "tiktok": "C1234567890ABCDEFGHI", "linkedin": "123456",
    "pinterest": "2612345678901", "x": "o1abc",
}  # fmt: skip
PIXELS = [{"kind": kind, "id": number} for kind, number in IDS.items()]
EARLIER = datetime.now(UTC) - timedelta(hours=1)


def metas(answer: Answer) -> dict[str | None, str | None]:
    tags = [attributes for tag, attributes in Page(answer).tags if tag == "meta"]
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def policy(answer: Answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


def test_a_previewer_sees_the_links_own_preview_and_not_where_it_leads(door: Door, location: Tenant) -> None:
    link = published(location, preview=PREVIEW, destination="https://secret.example/")
    answer = door.knock(f"/{link.slug}", HTTP_USER_AGENT=PREVIEWER)
    told = metas(answer)
    assert answer.status == 200
    assert {told["og:title"], told["twitter:title"]} == {PREVIEW["title"]}
    assert {told["og:description"], told["description"], told["twitter:description"]} == {PREVIEW["description"]}
    assert {told["og:image"], told["twitter:image"]} == {PREVIEW["image_url"]}
    assert "secret" not in answer.body.decode() + str(answer.headers)
    (hit,) = door.hits()
    assert (hit.outcome, hit.destination) == ("preview", "")


@pytest.mark.parametrize(
    ("agent", "fields"), [(CRAWLER, {"preview": PREVIEW}), (None, {"preview": PREVIEW}), (PREVIEWER, {})]
)
def test_people_and_other_machines_and_links_without_one_are_sent_on(
    door: Door, location: Tenant, agent: str | None, fields: dict[str, Any]
) -> None:
    link = published(location, **fields)
    environ = {"HTTP_USER_AGENT": agent} if agent else {}
    assert door.knock(f"/{link.slug}", **environ).headers["Location"] == link.destination


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"password_hash": "x", "password_version": 1}, "preview"),
        ({"lead_form": FORM}, "preview"),
        ({"paused": True}, "paused"),
        ({"expires_at": EARLIER}, "expired"),
    ],
)
def test_a_gate_that_asks_lets_the_preview_be_seen_and_one_that_is_shut_for_all_does_not(
    door: Door, location: Tenant, fields: dict[str, Any], outcome: str
) -> None:
    link = published(location, preview=PREVIEW, destination="https://secret.example/", **fields)
    answer = door.knock(f"/{link.slug}", HTTP_USER_AGENT=PREVIEWER)
    assert "secret" not in answer.body.decode() + str(answer.headers)
    assert [hit.outcome for hit in door.hits()] == [outcome]
    without = published(location, destination="https://secret.example/", **fields)
    assert "secret" not in str(door.knock(f"/{without.slug}", HTTP_USER_AGENT=PREVIEWER))


def test_every_network_has_its_snippet() -> None:
    assert [snippet.kind for snippet in SNIPPETS] == [kind.kind for kind in pixels.PIXELS]
    for snippet in SNIPPETS:
        hosts = pixels.BY_KIND[snippet.kind].hosts
        for loaded in re.findall(r'"(https://[^/"]+)/', snippet.script):
            assert loaded in hosts


def test_people_pass_by_the_pixels_and_move_on_with_or_without_scripts(door: Door, location: Tenant) -> None:
    link = published(location, pixels=PIXELS, destination="https://example.com/?a=1&b=%C3%A4'\"</script>")
    answer = door.knock(f"/{link.slug}")
    page = Page(answer)
    assert answer.status == 200
    (refresh,) = [attributes for tag, attributes in page.tags if attributes.get("http-equiv") == "refresh"]
    assert refresh["content"] == f"1;url={link.destination}"
    body = answer.body.decode()
    assert all(number in body for number in IDS.values())
    assert body.count("</script>") == 1
    (script,) = [attributes for tag, attributes in page.tags if tag == "script"]
    assert len(answer.body) < 15_000
    (hit,) = door.hits()
    assert (hit.outcome, hit.destination) == ("sent", link.destination)
    assert f"'nonce-{script['nonce']}'" in policy(answer)["script-src"]


def test_only_the_networks_of_the_links_pixels_are_let_in(door: Door, location: Tenant) -> None:
    answer = door.knock(f"/{published(location, pixels=[PIXELS[3], {'kind': 'later', 'id': '1'}]).slug}")
    said = policy(answer)
    hosts = [*pixels.BY_KIND["linkedin"].hosts]
    assert said["script-src"][1:] == said["connect-src"] == said["img-src"] == hosts
    assert said["default-src"] == ["'none'"]


def test_a_pixel_that_has_not_its_kinds_form_is_left_out(door: Door, location: Tenant) -> None:
    answer = door.knock(f"/{published(location, pixels=[{'kind': 'meta', 'id': '1);alert(1);//'}]).slug}")
    assert "alert" not in answer.body.decode()


def test_where_the_link_asks_first_nothing_is_loaded_before_an_answer(door: Door, location: Tenant) -> None:
    link = published(location, pixels=PIXELS[:2], pixel_consent=True)
    answer = door.knock(f"/{link.slug}", HTTP_ACCEPT_LANGUAGE="de")
    page = Page(answer)
    assert not [attributes for tag, attributes in page.tags if "http-equiv" in attributes]
    assert [attributes["href"] for tag, attributes in page.tags if tag == "a"] == [link.destination] * 2
    assert "Meta, Google" in page.words
    assert 'addEventListener("click"' in page.words
    assert page.words.count("start();") == 1


@pytest.mark.parametrize("environ", [{"HTTP_USER_AGENT": CRAWLER}, {"HTTP_PURPOSE": "prefetch"}, {"method": "HEAD"}])
def test_machines_pass_no_pixels(door: Door, location: Tenant, environ: dict[str, str]) -> None:
    assert door.knock(f"/{published(location, pixels=PIXELS).slug}", **environ).status == 302


def test_a_contact_card_opens_add_to_contacts(door: Door, location: Tenant) -> None:
    card = {"first_name": "Zoë", "last_name": "O'Neil", "phones": ["+1 555 0100"]}
    answer = door.knock(f"/{published(location, kind='vcard', destination='', content=card).slug}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/vcard; charset=utf-8")
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''Zo%C3%AB%20O%27Neil.vcf")
    assert "FN:Zoë O'Neil\r\n" in answer.body.decode()
    (hit,) = door.hits()
    assert hit.outcome == "sent"


def test_the_page_wears_the_brand(door: Door, location: Tenant) -> None:
    dress(location, {"name": "Bright", "logo_url": "https://pictures.example/logo.png"})
    answer = door.knock(f"/{published(location, pixels=PIXELS[3:4]).slug}")
    assert "https://pictures.example" in policy(answer)["img-src"]
    assert "Bright" in Page(answer).words
