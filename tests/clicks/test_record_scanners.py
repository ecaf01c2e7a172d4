"""A scanner that is seen late is taken out of every number, and what it caused is undone; a person's is not."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plugin.automations.cause import SLOT_S
from plugin.clicks.scanner import LINKS_OF_A_BROWSER
from plugin.settings import Settings
from plugin.tenancy import unscoped
from tests.cast import Tenant
from tests.clicks_world import CHROME, IPHONE, a_hit, global_rows, make_link, record_all, rows, tail_of, write
from workers.forget_old import forget_bursts
from workers.record_clicks import Tail, record_once

CONTACT = "ocQHyuzHvysMo5N5VsXc"
OFFICE = "0f" * 16
GUARD, ANNA = "aa" * 16, "bb" * 16
COUNTS = """SELECT (SELECT count(*) FROM clicks WHERE bot IS NULL), (SELECT count(*) FROM clicks WHERE bot = 'scanner'),
    (SELECT sum(clicks) FROM link_totals), (SELECT sum(bots) FROM clicks_by_quarter),
    (SELECT sum(bots) FROM clicks_by_part_month WHERE part = 'agent'), (SELECT sum(firsts) FROM link_totals)"""


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


class Visits:
    """Clicks from one office, each recorded before the next one comes."""

    def __init__(self, location: Tenant, tail: Tail) -> None:
        self.location, self.tail = location, tail
        # Within one slot of the runs, whenever this is run.
        self.began = time.time() // SLOT_S * SLOT_S - 100

    def click(self, link: int, after: float, visitor: str = GUARD, **more: Any) -> None:
        hit = a_hit(self.location, link, visitor=visitor, burst=OFFICE, at=self.began + after, **more)
        write(self.tail.settings.journal_dir, hit, name=f"host-{secrets.token_hex(4)}")
        record_all(self.tail)

    def counts(self) -> tuple[int, ...]:
        return tuple(rows(self.location, COUNTS)[0])

    def run(self) -> Any:
        (run,) = rows(self.location, "SELECT state, reason_code, reason, next_at FROM runs")
        return run


@pytest.fixture
def visits(location: Tenant, tail: Tail) -> Visits:
    return Visits(location, tail)


def test_a_sweep_takes_back_what_was_counted_of_it_before(location: Tenant, visits: Visits) -> None:
    links = [make_link(location) for _ in range(LINKS_OF_A_BROWSER)]
    for number, link in enumerate(links[:-1]):
        visits.click(link, number * 0.2)
    assert visits.counts() == (4, 0, 4, 0, 0, 4)
    visits.click(links[-1], 1.0)
    assert visits.counts() == (0, 5, 0, 5, 5, 0)
    assert rows(location, "SELECT * FROM first_seen") == []
    assert rows(location, "SELECT DISTINCT last_at FROM link_totals") == [(None,)]
    visits.click(links[0], 5.0)
    assert visits.counts()[1] == 6


def test_a_first_is_handed_on_to_the_visitors_next_click(location: Tenant, visits: Visits) -> None:
    links = [make_link(location) for _ in range(LINKS_OF_A_BROWSER)]
    for number, link in enumerate(links[:-1]):
        visits.click(link, number * 0.2)
    for after in (11.0, 12.0):
        visits.click(links[0], after)
    visits.click(links[-1], 1.0)
    sql = "SELECT bot, first FROM clicks WHERE link_id = :link ORDER BY seq"
    assert rows(location, sql, link=links[0]) == [("scanner", False), (None, True), (None, False)]
    assert visits.counts() == (2, 5, 2, 5, 5, 1)


def test_a_contacts_run_goes_on_where_a_person_clicked_after_the_guard(location: Tenant, visits: Visits) -> None:
    link = make_link(location, ["vip"])
    visits.click(link, 0.0, GUARD, contact=CONTACT, user_agent=CHROME)
    visits.click(link, 0.9, ANNA, contact=CONTACT, user_agent=IPHONE)
    assert visits.counts() == (1, 1, 1, 1, 1, 1)
    assert rows(location, "SELECT device FROM clicks_in_words WHERE bot IS NULL") == [("mobile",)]
    assert visits.run().state == "waiting"


def sweep_for(visits: Visits, links: list[int]) -> None:
    for number, link in enumerate(links):
        visits.click(link, number * 0.1, GUARD, contact=CONTACT)


@pytest.fixture
def mail(location: Tenant) -> list[int]:
    """The links of a mail, the first of which tags whoever clicks."""
    return [make_link(location, tags) for tags in (["vip"], [], [], [], [])]


def test_a_run_that_a_sweep_caused_ends_in_words_and_wakes_with_the_person(visits: Visits, mail: list[int]) -> None:
    sweep_for(visits, mail)
    ended = visits.run()
    assert (ended.state, ended.reason_code) == ("ended", "scanner")
    assert "scanner" in ended.reason
    visits.click(mail[0], 4.0, ANNA, contact=CONTACT)
    woken = visits.run()
    assert (woken.state, woken.reason_code, woken.reason) == ("waiting", None, None)


def test_a_run_that_is_done_stays_done(location: Tenant, visits: Visits, mail: list[int]) -> None:
    sweep_for(visits, mail[:-1])
    rows(location, "UPDATE runs SET state = 'done', finished_at = now() RETURNING 1")
    visits.click(mail[-1], 0.5, GUARD, contact=CONTACT)
    assert visits.run().state == "done"
    visits.click(mail[0], 4.0, ANNA, contact=CONTACT)
    assert visits.run().state == "done"


def test_a_run_waits_a_second_after_its_click_before_the_queue_is_told(
    location: Tenant, tail: Tail, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    told: list[int] = []
    monkeypatch.setattr("plugin.automations.queue.tell", told.extend)
    link, now = make_link(location, ["vip"]), time.monotonic()
    write(tail.settings.journal_dir, a_hit(location, link, contact=CONTACT), name=f"host-{location.id}")
    record_all(tail)
    ((due, waiting),) = tail.due
    assert 0.5 < due - now <= 1.6
    assert rows(location, "SELECT next_at > now() FROM runs") == [(True,)]
    assert not told
    tail.due = [(now, waiting)]
    record_once(tail)
    assert told == [location.id]


def test_keys_of_addresses_are_forgotten_within_the_hour(location: Tenant, visits: Visits) -> None:
    link = make_link(location)
    for after in (0.0, 1.0):
        visits.click(link, after)
    sql = "UPDATE bursts SET noted_at = now() - interval '51 minutes' WHERE location_id = :id AND seq = 1"
    with unscoped("owner", "tests: time passes") as db:
        db.execute(text("ALTER TABLE bursts NO FORCE ROW LEVEL SECURITY"))
        db.execute(text(sql), {"id": location.id})
        db.execute(text("ALTER TABLE bursts FORCE ROW LEVEL SECURITY"))
    forget_bursts()
    assert global_rows("SELECT seq FROM bursts WHERE location_id = :id", id=location.id) == [(2,)]
