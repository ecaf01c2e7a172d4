"""What a visitor gets at the front door, and what is noted of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from plugin.clicks.front_door import plain_host
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import AGENT, Door
from tests.drafts import Draft, publish_again, published, take_down

EARLIER, LATER = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1)


def until(door: Door, link: Draft, status: int, destination: str | None = None) -> bool:
    """Whether the link comes to be answered so; edits arrive over a connection of their own, within moments."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        answer = door.knock(f"/{link.slug}")
        if (answer.status, answer.headers.get("Location")) == (status, destination):
            return True
        time.sleep(0.005)
    return False


def test_a_visitor_is_sent_on_and_the_click_is_noted(door: Door, location: Tenant) -> None:
    link = published(location)
    answer = door.knock(f"/{link.slug}", QUERY_STRING="c=AbCdEfGh12&q=1&utm_source=mail", HTTP_REFERER="https://t.co/")
    assert (answer.status, answer.headers["Location"]) == (302, link.destination)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "Set-Cookie" not in answer.headers
    (hit,) = door.hits()
    assert (hit.outcome, hit.location, hit.link, hit.method) == ("sent", location.id, link.id, "GET")
    assert (hit.contact, hit.qr, hit.utm_source, hit.referrer) == ("AbCdEfGh12", True, "mail", "https://t.co/")
    assert (hit.user_agent, hit.destination) == (AGENT, link.destination)
    assert len(hit.visitor) == len(hit.burst) == 32


def test_the_address_is_nowhere_in_the_journal(door: Door, location: Tenant) -> None:
    door.knock(f"/{published(location).slug}", REMOTE_ADDR="198.51.100.77", HTTP_X_FORWARDED_FOR="198.51.100.78")
    (segment,) = door.folder.glob("*.jsonl")
    assert b"198.51.100.7" not in segment.read_bytes()


def test_the_same_visitor_has_one_key_and_each_location_its_own(door: Door, location: Tenant, rival: Tenant) -> None:
    mine, other, theirs = published(location), published(location), published(rival)
    for link in (mine, other, theirs):
        door.knock(f"/{link.slug}")
    door.knock(f"/{mine.slug}", REMOTE_ADDR="203.0.113.10")
    first, second, third, fourth = (hit.visitor for hit in door.hits())
    assert first == second
    assert len({first, third, fourth}) == 3


def test_an_untrusted_peer_cannot_choose_its_address(door: Door, location: Tenant) -> None:
    link = published(location)
    for forwarded in ("198.51.100.1", "198.51.100.2"):
        door.knock(f"/{link.slug}", HTTP_X_FORWARDED_FOR=forwarded)
    first, second = door.hits()
    assert first.visitor == second.visitor


def test_head_is_answered_without_a_body_and_noted_as_what_it_is(door: Door, location: Tenant) -> None:
    answer = door.knock(f"/{published(location).slug}", "HEAD")
    assert (answer.status, answer.body) == (302, b"")
    (hit,) = door.hits()
    assert (hit.outcome, hit.method) == ("sent", "HEAD")


def test_a_post_is_answered_with_303(door: Door, location: Tenant) -> None:
    assert door.knock(f"/{published(location).slug}", "POST").status == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", ""])
def test_other_methods_are_refused(door: Door, location: Tenant, method: str) -> None:
    answer = door.knock(f"/{published(location).slug}", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert door.hits() == []


@pytest.mark.parametrize("form", ["/{}/", "//{}", "///{}//", "/{} ", "/ {}", "{}"])
def test_a_slash_or_a_space_too_many_does_not_matter(door: Door, location: Tenant, form: str) -> None:
    link = published(location)
    assert door.knock(form.format(link.slug)).status == 302
    assert door.knock(form.format(link.slug.upper())).status == 302


@pytest.mark.parametrize("host", ["S.EXAMPLE", "s.example:80", "s.example:443", "s.example.", "s.example.:80"])
def test_a_host_is_known_in_all_its_spellings(door: Door, location: Tenant, host: str) -> None:
    assert door.knock(f"/{published(location).slug}", HTTP_HOST=host).status == 302


@pytest.mark.parametrize(
    "host", ["", "other.example", "s.example:8080", "s.example@evil", "a" * 9999, "é", "s ex", "\0"]
)
def test_at_another_host_there_is_nothing(door: Door, location: Tenant, host: str) -> None:
    assert door.knock(f"/{published(location).slug}", HTTP_HOST=host).status == 404
    assert door.hits() == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"paused": True}, (404, "paused", "taking a break")),
        ({"starts_at": LATER}, (404, "paused", "opens soon")),
        ({"expires_at": EARLIER}, (410, "expired", "has ended")),
    ],
)
def test_a_gate_shows_its_page_and_no_click_is_counted(
    door: Door, location: Tenant, fields: dict[str, object], shown: tuple[int, str, str]
) -> None:
    status, outcome, words = shown
    answer = door.knock(f"/{published(location, **fields).slug}")
    assert (answer.status, answer.headers.get("Location")) == (status, None)
    assert words in answer.body.decode()
    (hit,) = door.hits()
    assert (hit.outcome, hit.destination) == (outcome, "")


def test_strays_are_counted_by_domain_in_one_line(door: Door, location: Tenant) -> None:
    domain_id = published(location).domain_id
    for path in ("/nothing-here", "/wp-admin/setup.php", "/\x00", "/" + "a" * 20_000, "/%C3%28", "/Ã("):
        answer = door.knock(path)
        assert answer.status == 404
        assert "find this link" in answer.body.decode()
    (hit,) = door.hits()
    assert (hit.outcome, hit.domain, hit.count, hit.visitor) == ("unknown", domain_id, 6, "")


def test_an_edit_and_a_deletion_are_seen_at_once(door: Door, location: Tenant) -> None:
    link = published(location)
    assert door.knock(f"/{link.slug}").headers["Location"] == "https://example.com/a"
    link.destination = "https://example.com/b"
    publish_again(link)
    assert until(door, link, 302, "https://example.com/b")
    take_down(link)
    assert until(door, link, 404)


def test_a_suspended_location_sends_nobody_anywhere_and_recovers(door: Door, location: Tenant) -> None:
    link = published(location)
    assert door.knock(f"/{link.slug}").status == 302
    for suspended in (True, False):
        with tenant(location.id) as db:
            db.execute(text("UPDATE terms SET suspended = :suspended"), {"suspended": suspended})
        assert until(door, link, *((404,) if suspended else (302, link.destination)))


def test_a_destination_cannot_smuggle_a_header(door: Door, location: Tenant) -> None:
    link = published(location, destination="https://example.com/\r\nSet-Cookie: a=bé")
    answer = door.knock(f"/{link.slug}")
    assert answer.headers["Location"] == "https://example.com/%0D%0ASet-Cookie:%20a=b%C3%A9"


anything = st.text(st.characters(max_codepoint=255), max_size=300) | st.sampled_from(["", "/", "\0", "a" * 20_000])

HEADERS = [
    "QUERY_STRING", "HTTP_HOST", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X_FORWARDED_FOR", "REMOTE_ADDR",
    "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_SEC_CH_UA", "HTTP_SEC_PURPOSE", "CONTENT_LENGTH", "CONTENT_TYPE",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["GET", "HEAD", "POST"]) | anything,
    anything | st.just("/warm-slug-1"),
    st.dictionaries(
        st.sampled_from(HEADERS),
        anything,
    ),
)
def test_no_request_makes_it_raise(door: Door, method: str, path: str, environ: dict[str, str]) -> None:
    assert door.knock(path, method, **environ).status in {200, 204, 302, 303, 400, 404, 405, 410, 413}


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("S.Example:80", "s.example"), ("s.example.:443", "s.example"), ("127.0.0.1:8001", "127.0.0.1:8001"),
        ("[::1]:8001", "[::1]:8001"), ("a b", ""), ("a:b", ""), ("a:123456", ""),
    ],
)  # fmt: skip
def test_a_host_header_has_one_spelling(said: str, host: str) -> None:
    assert plain_host(said) == host
