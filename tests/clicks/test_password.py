"""The password gate: who knows the password passes and is known for a day; who guesses is held off, and no click is."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator

import pytest
from redis.exceptions import ConnectionError as NoConnection

from plugin import jobs
from plugin.clicks import cookies, seats, unlock
from plugin.rates import Rate
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks.conftest import Door
from tests.clicks.forms import PASSWORD, cookie_of, locked, post, post_body, set_password
from tests.drafts import published

OTHER_ADDRESS = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet(settings: Settings) -> Iterator[None]:
    yield
    for key in jobs.redis().keys("rate:*"):
        jobs.redis().delete(key)


def test_a_locked_link_shows_a_form_that_needs_no_script(door: Door, location: Tenant) -> None:
    link = locked(location)
    answer = door.knock(f"/{link.slug}", QUERY_STRING="c=AbCdEfGh12")
    assert (answer.status, "Location" in answer.headers) == (200, False)
    body = answer.body.decode()
    assert '<form method="post"' in body
    assert "<script" not in body
    assert link.destination not in body
    assert [hit.outcome for hit in door.hits()] == ["password"]


def test_the_right_password_sends_on_at_once_and_its_cookie_again(door: Door, location: Tenant) -> None:
    link = locked(location)
    answer = post(door, link, {"password": PASSWORD})
    assert (answer.status, answer.headers["Location"]) == (303, link.destination)
    again = door.knock(f"/{link.slug}", HTTP_COOKIE=cookie_of(answer))
    assert (again.status, again.headers["Location"]) == (302, link.destination)
    assert [hit.outcome for hit in door.hits()] == ["sent", "sent"]


def test_the_cookie_is_for_this_link_alone_and_out_of_reach_of_scripts(door: Door, location: Tenant) -> None:
    link = locked(location)
    cookie = post(door, link, {"password": PASSWORD}).headers["Set-Cookie"]
    value, *attributes = cookie.split("; ")
    assert attributes == ["Max-Age=86400", f"Path=/{link.slug}", "HttpOnly", "Secure", "SameSite=Lax"]
    assert PASSWORD not in value
    assert door.knock(f"/{locked(location).slug}", HTTP_COOKIE=value).status == 200


@pytest.mark.parametrize(
    "forged", ["unlocked=1", "unlocked=", "unlocked=WzEsMV0.a.b", f"unlocked={'x' * 9000}", ";;=;", "\xff"]
)
def test_a_cookie_that_is_not_ours_opens_nothing(door: Door, location: Tenant, forged: str) -> None:
    assert door.knock(f"/{locked(location).slug}", HTTP_COOKIE=forged).status == 200


def test_a_cookie_of_another_kind_or_key_opens_nothing(door: Door, location: Tenant, settings: Settings) -> None:
    link = locked(location)
    left = cookies.left(link.id, settings.secret_key)
    foreign = cookies.unlocked(link.id, 1, "another-secret-key-" + "0" * 32)
    for value in (left, foreign):
        assert door.knock(f"/{link.slug}", HTTP_COOKIE=f"unlocked={value}").status == 200


def test_a_cookie_ends_with_its_password_and_after_a_day(
    door: Door, location: Tenant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = locked(location)
    old = cookies.unlocked(link.id, 7, settings.secret_key)
    assert door.knock(f"/{link.slug}", HTTP_COOKIE=f"unlocked={old}").status == 200
    value = cookies.unlocked(link.id, 1, settings.secret_key)
    assert cookies.unlocked_version(value, link.id, settings.secret_key) == 1
    monkeypatch.setitem(cookies.LIVES, cookies.UNLOCKED, -1)
    assert cookies.unlocked_version(value, link.id, settings.secret_key) is None


def test_the_password_that_counts_is_the_one_in_the_table(door: Door, location: Tenant, settings: Settings) -> None:
    link = locked(location)
    set_password(location, link.id, "Changed a moment ago")
    assert post(door, link, {"password": PASSWORD}).status == 403
    answer = post(door, link, {"password": "Changed a moment ago"})
    assert answer.status == 303
    # This process has not heard of the new version yet; its cookie is good once it has.
    assert cookies.unlocked_version(cookie_of(answer).partition("=")[2], link.id, settings.secret_key) == 2


@pytest.mark.parametrize(
    ("guess", "status", "words"),
    [
        ("open, sesame", 403, "That is not it"),
        ("", 422, "Type the password first"),
        ("x" * 10_000, 403, "That is not it"),
    ],
)
def test_a_wrong_one_is_told_at_the_field(door: Door, location: Tenant, guess: str, status: int, words: str) -> None:
    answer = post(door, locked(location), {"password": guess})
    body = answer.body.decode()
    assert answer.status == status
    assert words in body
    assert 'aria-invalid="true"' in body
    assert 'aria-describedby="fault why"' in body
    assert "Set-Cookie" not in answer.headers
    assert guess not in body or not guess


def test_a_password_of_any_length_costs_no_hashing_beyond_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlock, "_hasher", None)
    assert unlock.fits("$argon2id$", "x" * 10_000) is False


def test_a_post_of_a_megabyte_gets_a_page(door: Door, location: Tenant) -> None:
    answer = post_body(door, locked(location), b"password=" + b"x" * 1_000_000)
    assert answer.status == 413
    assert b"shorten what you typed" in answer.body


def test_guesses_of_one_address_at_one_link_end_soon(door: Door, location: Tenant) -> None:
    link, other = locked(location), locked(location)
    for _ in range(10):
        assert post(door, link, {"password": "guess"}).status == 403
    answer = post(door, link, {"password": PASSWORD})
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert b"Too many tries" in answer.body
    assert post(door, other, {"password": PASSWORD}).status == 303
    assert post(door, link, {"password": PASSWORD}, **OTHER_ADDRESS).status == 303


def test_right_ones_do_not_count(door: Door, location: Tenant) -> None:
    link = locked(location)
    assert {post(door, link, {"password": PASSWORD}).status for _ in range(12)} == {303}


def test_an_address_of_ipv6_is_counted_with_its_neighbours(door: Door, location: Tenant) -> None:
    link = locked(location)
    told = [post(door, link, {"password": "x"}, REMOTE_ADDR=f"2001:db8::{number:x}").status for number in range(11)]
    assert told[-2:] == [403, 429]
    assert post(door, link, {"password": "x"}, REMOTE_ADDR="2001:db8:0:1::1").status == 403


def test_many_addresses_at_one_link_end_too(door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlock, "BY_LINK", Rate(f"guess-link-{secrets.token_hex(4)}", 3, 600))
    link = locked(location)
    told = [post(door, link, {"password": "x"}, REMOTE_ADDR=f"198.51.100.{number}").status for number in range(4)]
    assert told == [403, 403, 403, 429]


def test_guesses_are_counted_while_redis_is_away(door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise NoConnection

    monkeypatch.setattr(jobs, "redis", away)
    link = locked(location)
    assert [post(door, link, {"password": "x"}).status for _ in range(11)][-2:] == [403, 429]


def test_when_all_seats_are_taken_a_guesser_waits_and_a_click_does_not(
    door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, let_go = threading.Semaphore(0), threading.Event()

    def slow(_known: str, _guess: str) -> bool:
        entered.release()
        return let_go.wait(20)

    monkeypatch.setattr(unlock, "fits", slow)
    monkeypatch.setattr(seats, "PATIENCE_S", 0.0)
    link, plain = locked(location), published(location)
    busy = [threading.Thread(target=post, args=(door, link, {"password": PASSWORD})) for _ in range(2)]
    for thread in busy:
        thread.start()
        assert entered.acquire(timeout=20)
    answer = post(door, link, {"password": PASSWORD})
    assert door.knock(f"/{plain.slug}").status == 302
    let_go.set()
    for thread in busy:
        thread.join()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert b"Many people are here" in answer.body


def test_a_claimed_contact_and_a_scan_are_kept_through_the_form(door: Door, location: Tenant) -> None:
    answer = post(door, locked(location), {"password": PASSWORD}, QUERY_STRING="c=AbCdEfGh12&q=1")
    assert "AbCdEfGh12" not in answer.headers["Location"]
    (hit,) = door.hits()
    assert (hit.outcome, hit.contact, hit.qr) == ("sent", "AbCdEfGh12", True)


def test_a_click_through_a_form_comes_from_where_its_visitor_came_from(door: Door, location: Tenant) -> None:
    link = locked(location)
    asked = door.knock(f"/{link.slug}", HTTP_REFERER="https://mail.example/a?b=1&c=%22")
    assert b'name="came-from" value="https://mail.example/a?b=1&amp;c=%22"' in asked.body
    own = {"HTTP_REFERER": f"http://s.example/{link.slug}"}
    wrong = post(door, link, {"password": "x", "came-from": "https://mail.example/"}, **own)
    assert b'name="came-from" value="https://mail.example/"' in wrong.body
    post(door, link, {"password": PASSWORD, "came-from": "https://mail.example/\r\n\0"}, **own)
    post(door, link, {"password": PASSWORD}, **own)
    assert [hit.referrer for hit in door.hits()][-2:] == ["https://mail.example/", ""]
    assert b"came-from" not in door.knock(f"/{link.slug}", **own).body


@pytest.mark.parametrize("typed", ["/{}/", "/{} ", "//{}"])
def test_whoever_types_it_otherwise_is_known_by_the_cookie_all_the_same(
    door: Door, location: Tenant, typed: str
) -> None:
    link = locked(location)
    answer = door.knock(typed.format(link.slug.upper()), QUERY_STRING="c=AbCdEfGh12")
    assert (answer.status, answer.headers["Location"]) == (302, f"/{link.slug}?c=AbCdEfGh12")
    assert door.hits() == []
