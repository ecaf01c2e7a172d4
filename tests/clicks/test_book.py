"""The process's own copy: asked once, dropped when told, old rather than nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from plugin.clicks import book as module
from plugin.clicks.ask import Finding, Flight, Found, Key, Missing
from plugin.clicks.book import Book
from plugin.clicks.terms import Terms
from plugin.errors import Unavailable
from plugin.links.live import Live
from plugin.settings import Settings

HOST = "s.example"


def found(slug: str = "abc", destination: str = "https://example.com/1", location_id: int = 1) -> Found:
    live = Live(location_id=location_id, link_id=2, domain_id=3, slug=slug, kind="redirect", destination=destination)
    return Found(3, live, Terms(location_id))


class Store:
    """PostgreSQL as the askers see it: each flight waits in `sky` until the test lets it land."""

    def __init__(self, _settings: Settings, land: Callable[[Flight], None]) -> None:
        self.land = land
        self.sky: list[Flight] = []
        self.rows: dict[Key, Finding] = {}
        self.mode = "answers"
        self.asked = 0
        self.departed = threading.Semaphore(0)

    def send(self, flight: Flight) -> None:
        self.asked += 1
        self.sky.append(flight)
        self.departed.release()
        if self.mode == "answers":
            threading.Thread(target=self.arrive).start()
        if self.mode == "fails":
            threading.Thread(target=lambda: self.land(self.sky.pop())).start()

    def arrive(self) -> None:
        flight = self.sky.pop(0)
        flight.finding = self.rows.get(flight.key, Missing(3))
        self.land(flight)

    def close(self) -> None:
        pass


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    made: list[Store] = []

    def make(settings: Settings, land: Callable[[Flight], None]) -> Store:
        made.append(Store(settings, land))
        return made[-1]

    monkeypatch.setattr(module, "Askers", make)
    monkeypatch.setattr(module, "PATIENCE_COLD", 5.0)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(store: list[Store], clock: Clock) -> Iterator[Book]:
    made = Book(Settings(), clock)
    made.listening()
    store[0].rows[HOST, "abc"] = found()
    return made  # type: ignore[return-value]


def destination(finding: Finding) -> str:
    assert isinstance(finding, Found)
    return finding.live.destination


def test_what_was_asked_once_is_known(book: Book, store: list[Store]) -> None:
    assert destination(book.find(HOST, "abc")) == destination(book.find(HOST, "abc"))
    assert store[0].asked == 1


def test_an_entry_has_a_fixed_life_that_hits_do_not_renew(book: Book, store: list[Store], clock: Clock) -> None:
    for _ in range(7):
        book.find(HOST, "abc")
        clock.now += 10
    assert store[0].asked == 2


def test_unknown_slugs_are_known_to_be_unknown_for_a_short_while(book: Book, store: list[Store], clock: Clock) -> None:
    assert book.find(HOST, "nope") == book.find(HOST, "nope") == Missing(3)
    assert store[0].asked == 1
    clock.now += module.LIFE_OF_UNKNOWN
    book.find(HOST, "nope")
    assert store[0].asked == 2


def test_unknown_slugs_are_bounded_in_number(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "UNKNOWN", 3)
    for number in range(10):
        book.find(HOST, f"nope{number}")
    assert len(book._unknown) == 3


@pytest.mark.parametrize("payload", ["address 3 abc", "terms 1", "domain 3", "something new", "address"])
def test_a_notification_drops_what_it_names(book: Book, store: list[Store], payload: str) -> None:
    book.find(HOST, "abc")
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    book.heed(payload)
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"


@pytest.mark.parametrize("payload", ["address 3 abd", "address 4 abc", "terms 11"])
def test_a_notification_about_others_drops_nothing_of_ours(book: Book, store: list[Store], payload: str) -> None:
    book.find(HOST, "abc")
    book.heed(payload)
    book.find(HOST, "abc")
    assert store[0].asked == 1


def test_a_slug_that_comes_to_life_is_found_at_once(book: Book, store: list[Store]) -> None:
    assert book.find(HOST, "new") == Missing(3)
    store[0].rows[HOST, "new"] = found("new")
    book.heed("address 3 new")
    assert destination(book.find(HOST, "new"))


def test_concurrent_misses_of_one_slug_share_one_query(book: Book, store: list[Store]) -> None:
    store[0].mode = "waits"
    answers: list[Finding] = []
    visitors = [threading.Thread(target=lambda: answers.append(book.find(HOST, "abc"))) for _ in range(20)]
    for visitor in visitors:
        visitor.start()
    store[0].departed.acquire(timeout=5)
    store[0].arrive()
    for visitor in visitors:
        visitor.join()
    assert len(answers) == 20
    assert store[0].asked == 1


@pytest.mark.parametrize("payload", ["address 3 abc", "terms 1", "domain 3"])
def test_a_load_overtaken_by_its_keys_invalidation_is_not_kept(book: Book, store: list[Store], payload: str) -> None:
    store[0].mode = "waits"
    visitor = threading.Thread(target=lambda: book.find(HOST, "abc"))
    visitor.start()
    store[0].departed.acquire(timeout=5)
    book.heed(payload)
    store[0].arrive()
    visitor.join()
    store[0].mode = "answers"
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"


def test_nobody_boards_a_load_that_was_overtaken(book: Book, store: list[Store]) -> None:
    store[0].mode = "waits"
    early = threading.Thread(target=lambda: book.find(HOST, "abc"))
    early.start()
    store[0].departed.acquire(timeout=5)
    book.heed("address 3 abc")
    store[0].mode = "answers"
    late = store[0].sky.pop()
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"
    late.finding = found()
    store[0].land(late)
    early.join()
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"


def test_while_nothing_is_heard_every_entry_is_asked_for_again(book: Book, store: list[Store]) -> None:
    book.find(HOST, "abc")
    book.deaf()
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"
    book.find(HOST, "abc")
    assert store[0].asked == 3
    book.listening()
    book.find(HOST, "abc")
    book.find(HOST, "abc")
    assert store[0].asked == 4


def test_an_old_copy_is_served_while_postgresql_fails_and_it_is_left_alone_for_a_while(
    book: Book, store: list[Store], clock: Clock
) -> None:
    book.find(HOST, "abc")
    clock.now += module.LIFE
    store[0].mode = "fails"
    assert destination(book.find(HOST, "abc"))
    assert destination(book.find(HOST, "abc"))
    assert store[0].asked == 2
    with pytest.raises(Unavailable):
        book.find(HOST, "cold")
    clock.now += module.QUIET
    store[0].mode = "answers"
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"


def test_an_old_copy_is_served_where_postgresql_hangs(book: Book, store: list[Store], clock: Clock) -> None:
    book.find(HOST, "abc")
    clock.now += module.LIFE
    store[0].mode = "waits"
    assert destination(book.find(HOST, "abc"))
    store[0].rows[HOST, "abc"] = found(destination="https://example.com/2")
    store[0].arrive()
    assert destination(book.find(HOST, "abc")) == "https://example.com/2"


def test_a_cold_slug_is_refused_where_postgresql_hangs(
    book: Book, store: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_COLD", 0.01)
    store[0].mode = "waits"
    with pytest.raises(Unavailable):
        book.find(HOST, "abc")
