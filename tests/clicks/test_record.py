"""The journal's lines become rows once, in order, and nothing in a line stops the recorder."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import msgspec
import pytest

from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal
from plugin.settings import Settings
from plugin.visitors.number import visitor_number
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, global_rows, make_link, record_all, rows, tail_of, write
from workers.record_clicks import Tail, record_once


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


@pytest.fixture
def journal(tail: Tail) -> Path:
    return tail.settings.journal_dir


def test_a_line_becomes_a_row_with_all_that_is_read_out_of_it(location: Tenant, tail: Tail, journal: Path) -> None:
    link = make_link(location)
    hit = a_hit(
        location, link, user_agent=IPHONE, referrer="https://l.instagram.com/?u=x", language="pt-BR,pt;q=0.9",
        country="BR", region="SP", city='São\tPaulo \\ "x"', contact="abcDEF123456", qr=True,
    )  # fmt: skip
    write(journal, hit)
    record_all(tail)
    (row,) = rows(location, "SELECT * FROM clicks_in_words")
    assert row.visitor == visitor_number(bytes.fromhex(hit.visitor))
    assert abs(row.at.timestamp() - hit.at) < 0.00001
    assert (row.device, row.system, row.browser, row.source) == ("mobile", "iOS", "Safari", "Instagram")
    assert (row.referrer_host, row.language, row.city) == ("l.instagram.com", "pt-BR", 'São\tPaulo \\ "x"')
    assert (row.country, row.region, row.crm_contact_id, row.qr, row.bot) == ("BR", "SP", "abcDEF123456", True, None)
    assert (row.outcome, row.first, row.seq, row.destination) == ("sent", True, 1, "https://example.com/")


def test_labels_and_rules_are_kept(location: Tenant, tail: Tail, journal: Path) -> None:
    link = make_link(location)
    labels = {"utm_medium": "mail", "utm_campaign": "May", "utm_term": "a\tb", "utm_content": "x" * 300}
    told = a_hit(location, link, utm_source="IG", brought=labels, rule=3, variant="b")
    ad = a_hit(location, link, brought={"gclid": ""}, rule=0)
    write(journal, told, ad)
    record_all(tail)
    one, two = rows(location, "SELECT * FROM clicks_in_words ORDER BY seq")
    assert (one.source, one.utm_source, one.utm_medium, one.utm_campaign) == ("Instagram", "IG", "mail", "May")
    assert (one.utm_term, one.utm_content, one.rule, one.variant) == ("a\tb", "x" * 100, 3, "b")
    assert (two.source, two.utm_source, two.utm_medium, two.rule, two.variant) == ("Google", None, None, 0, None)


def test_what_repeats_is_written_once_for_each_location(
    location: Tenant, rival: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    mine, theirs = make_link(location), make_link(rival)
    for name in ("one", "two"):
        write(journal, *(a_hit(who, link, city=city) for who, link in ((location, mine), (rival, theirs))
                         for city in ("Ulm", "Bern", "Ulm")), name=name)  # fmt: skip
        record_all(tail)
    for who in (location, rival):
        assert rows(who, "SELECT id, city FROM places ORDER BY id") == [(1, "Ulm"), (2, "Bern")]
        assert rows(who, "SELECT (SELECT count(*) FROM agents), (SELECT count(*) FROM targets)") == [(1, 1)]


def test_a_line_without_anything_but_its_keys_is_a_row_of_unknowns(
    location: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    link = make_link(location)
    write(journal, Hit(at=time.time(), outcome="sent", location=location.id, link=link, visitor="00"))
    record_all(tail)
    (row,) = rows(location, "SELECT * FROM clicks_in_words")
    assert (row.country, row.city, row.destination, row.crm_contact_id, row.referrer_host) == (None,) * 5
    assert (row.bot, row.source) == ("empty", "Direct")


def test_only_a_visitors_first_click_on_a_link_is_first_and_bots_are_never(
    location: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    one, two, anna = make_link(location), make_link(location), secrets.token_hex(16)
    paused = a_hit(location, one, visitor=anna, outcome="paused")
    bot = a_hit(location, one, visitor=anna, user_agent=CRAWLER)
    write(journal, paused, bot, *(a_hit(location, link, visitor=anna) for link in (one, one, two)))
    write(journal, a_hit(location, one, visitor=anna, at=time.time() - 90_000), name="host-2")
    record_all(tail)
    found = rows(location, "SELECT link_id, outcome, bot, first FROM clicks ORDER BY seq")
    assert [row.first for row in found] == [False, False, True, False, True, False]
    assert [row.bot for row in found] == [None, "crawler", None, None, None, None]


def test_numbers_grow_in_the_order_of_recording_and_the_pulse_is_the_last(
    location: Tenant, rival: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    mine, theirs = make_link(location), make_link(rival)
    write(journal, *(a_hit(who, link, at=time.time() - 60 - number) for number in range(5)
                     for who, link in ((location, mine), (rival, theirs))))  # fmt: skip
    record_all(tail)
    write(journal, a_hit(location, mine), name="host-2")
    record_all(tail)
    assert [row.seq for row in rows(location, "SELECT seq FROM clicks ORDER BY at DESC")] == [6, 1, 2, 3, 4, 5]
    assert rows(location, "SELECT seq FROM pulse") == [(6,)]
    assert rows(rival, "SELECT seq, (SELECT count(*) FROM clicks) FROM pulse") == [(5, 5)]


def test_hits_on_unknown_slugs_are_counted_by_domain_and_day(location: Tenant, tail: Tail, journal: Path) -> None:
    domain = secrets.randbelow(2**60) + 1
    strays = (
        Hit(at=at, outcome="unknown", domain=domain, count=3) for at in (1790000000.0, 1790000001.0, 1790100000.0)
    )
    write(journal, *strays)
    record_all(tail)
    found = global_rows("SELECT day::text, hits FROM orphans WHERE domain_id = :id ORDER BY day", id=domain)
    assert [tuple(row) for row in found] == [("2026-09-21", 6), ("2026-09-22", 3)]


def test_lines_of_deleted_links_and_unknown_locations_are_dropped(
    location: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    kept, gone = make_link(location), make_link(location)
    rows(location, "DELETE FROM links WHERE id = :id RETURNING id", id=gone)
    nowhere = msgspec.structs.replace(a_hit(location, kept), location=2**61)
    write(journal, a_hit(location, gone), a_hit(location, kept), nowhere, a_hit(location, gone))
    record_all(tail)
    assert rows(location, "SELECT link_id, seq FROM clicks") == [(kept, 1)]
    assert global_rows("SELECT * FROM pulse WHERE location_id = :id", id=2**61) == []


def test_an_open_segment_is_followed_line_by_line_and_deleted_only_once_closed(
    location: Tenant, tail: Tail, journal: Path
) -> None:  # fmt: skip
    link, writer = make_link(location), Journal(journal, "host")
    try:
        for number in range(1, 4):
            writer.append(a_hit(location, link))
            assert record_once(tail) == 1
            assert record_once(tail) == 0
            assert rows(location, "SELECT count(*) FROM clicks") == [(number,)]
        assert len(list(journal.glob("*.jsonl"))) == 1
    finally:
        writer.close()
    segment = next(journal.glob("*.jsonl")).name
    record_all(tail)
    assert not list(journal.iterdir())
    assert global_rows("SELECT * FROM journal_offsets WHERE segment = :name", name=segment) == []
    assert rows(location, "SELECT count(*) FROM clicks") == [(3,)]
