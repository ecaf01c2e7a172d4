"""Who is told for a machine by the pace at which one address opens links, and who is not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as some

from plugin.clicks.scanner import LINKS_OF_A_BROWSER, LINKS_OF_AN_ADDRESS, SWEEP_S, TWICE_S, Seen, scanners

ANNA, BEN, GUARD = b"anna", b"ben", b"guard"


def seen(
    at: float, link: int, visitor: bytes = ANNA, contact: str | None = None, *, burst: bytes = b"office", home: int = 1
) -> Seen:
    return Seen(None, round(at * 1000), home, burst, visitor, contact, link, at)


def found(hits: Iterable[Seen]) -> list[Seen]:
    return sorted(scanners(hits), key=lambda hit: hit.at)


def test_one_browser_that_opens_five_links_at_once_is_a_scanner() -> None:
    mail = [seen(number * 0.3, number) for number in range(7)]
    assert found(mail) == mail


def test_the_links_that_a_person_reads_one_after_the_other_are_a_persons() -> None:
    assert not found(seen(number * (SWEEP_S / 4 + 0.1), number) for number in range(20))
    assert not found(seen(number * 0.3, number) for number in range(LINKS_OF_A_BROWSER - 1))


def test_what_lies_around_a_sweep_stays_a_persons() -> None:
    before, after = seen(0.0, 50), seen(30.0, 50)
    mail = [seen(15 + number * 0.1, number) for number in range(LINKS_OF_A_BROWSER)]
    assert found([after, *mail, before]) == mail


def test_a_crowd_on_one_link_is_people_however_many_come_at_once() -> None:
    assert not found(seen(number * 0.01, 1, b"phone %d" % (number % 40)) for number in range(500))


def test_an_office_whose_people_open_different_links_is_people() -> None:
    assert not found(
        seen(number * 1.2, number, b"person %d" % number) for number in range(LINKS_OF_AN_ADDRESS - 1)
    )  # fmt: skip
    own_mails = [seen(number * 0.1, number, b"the firm's browser", f"contact{number}") for number in range(60)]
    assert not found(own_mails)


def test_a_scanner_that_changes_its_user_agent_is_told_by_its_address() -> None:
    mail = [seen(number * 0.2, number, b"agent %d" % number) for number in range(LINKS_OF_AN_ADDRESS)]
    assert found(mail) == mail


def test_other_tenants_and_other_addresses_do_not_add_up() -> None:
    assert not found(seen(number * 0.1, number, home=number % 4) for number in range(12))
    assert not found(seen(number * 0.1, number, burst=b"address %d" % (number % 4)) for number in range(12))


def test_of_two_browsers_that_open_a_contacts_link_at_once_the_last_is_the_persons() -> None:
    guard, person = seen(0.0, 1, GUARD, "contact1"), seen(TWICE_S, 1, ANNA, "contact1")
    assert found([person, guard]) == [guard]
    assert not found([guard, seen(TWICE_S + 0.1, 1, ANNA, "contact1")])


def test_a_double_tap_is_a_persons() -> None:
    assert not found([seen(0.0, 1, ANNA, "contact1"), seen(0.4, 1, ANNA, "contact1")])
    guard, *taps = seen(0.0, 1, GUARD, "c"), seen(0.3, 1, ANNA, "c"), seen(0.6, 1, ANNA, "c")
    assert found([guard, *taps]) == [guard]


def test_two_people_behind_one_address_who_open_a_link_at_once_are_people() -> None:
    assert not found([seen(0.0, 1, ANNA), seen(0.5, 1, BEN)])
    assert not found([seen(0.0, 1, ANNA, "contact1"), seen(0.5, 1, BEN, "contact2")])


some_hits = some.lists(
    some.builds(
        seen,
        some.integers(0, 400).map(lambda tenths: tenths / 10),
        some.integers(0, 12),
        some.sampled_from([ANNA, BEN]),
        some.sampled_from([None, "contact1"]),
    ),
    max_size=60,
    unique_by=lambda hit: hit.seq,
)


@given(hits=some_hits)
def test_sweeps_are_what_looking_at_every_window_finds(hits: list[Seen]) -> None:
    hits = [hit._replace(contact=None) for hit in hits]
    assert scanners(hits) == {hit for window in every_window(hits) for hit in window}


def every_window(hits: list[Seen]) -> Iterable[list[Seen]]:
    for start, own in itertools.product(hits, (ANNA, BEN, None)):
        window = [hit for hit in hits if 0 <= hit.at - start.at <= SWEEP_S and own in {None, hit.visitor}]
        least = LINKS_OF_A_BROWSER if own else LINKS_OF_AN_ADDRESS
        if len({hit.link_id for hit in window}) >= least:
            yield window


@given(hits=some_hits, more=some_hits)
def test_more_hits_clear_nobody_of_a_sweep(hits: list[Seen], more: list[Seen]) -> None:
    hits = [hit._replace(contact=None) for hit in hits]
    more = [hit._replace(contact=None) for hit in more]
    assert scanners(hits) <= scanners({*hits, *more})
