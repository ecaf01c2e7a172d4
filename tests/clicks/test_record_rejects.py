"""A line that cannot be recorded is kept for people to look at, and stops nothing around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plugin.clicks.lines import line_of
from plugin.settings import Settings
from plugin.tenancy import unscoped
from tests.cast import Tenant
from tests.clicks_world import a_hit, global_rows, make_link, record_all, rows, tail_of, write
from workers.record_clicks import Tail

# What is changed of a good line, as the journal's JSON names it.
BAD: dict[str, dict[str, Any]] = {
    "a month that has no partition": {"t": 1600000000.0},
    "a time before we were": {"t": 5.0},
    "a time in milliseconds": {"t": 1790000000000.0},
    "a time that is text": {"t": "today"},
    "an outcome that we do not know": {"o": "vanished"},
    "a visitor that is not hex": {"v": "xyz"},
    "a visitor with blanks": {"v": "00 11"},
    "no visitor": {"v": ""},
    "a link beyond bigint": {"k": 2**63},
    "a location below one": {"l": -1},
    "a field of another type": {"u": ["Mozilla"]},
    "an unknown slug's count that is absurd": {"o": "unknown", "d": 1, "n": 10**30},
}

FUSSY = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no destination' USING ERRCODE = 'data_exception'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON targets FOR EACH ROW WHEN (NEW.destination IS NULL) EXECUTE FUNCTION refuse()
"""


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


def changed(line: bytes, change: dict[str, Any]) -> bytes:
    return json.dumps({**json.loads(line), **change}).encode() + b"\n"


def rejects(segment: Path) -> list[Any]:
    sql = "SELECT position, line, reason FROM journal_rejects WHERE segment LIKE :name ORDER BY position"
    return global_rows(sql, name=f"{segment.stem}%")


@pytest.mark.parametrize("what", BAD)
def test_a_line_with(what: str, location: Tenant, tail: Tail) -> None:
    link = make_link(location)
    good = line_of(a_hit(location, link))
    bad = changed(line_of(a_hit(location, link)), BAD[what])
    segment = write(tail.settings.journal_dir, good, bad, good, name=f"host-{location.id}-{list(BAD).index(what)}")
    record_all(tail)
    assert rows(location, "SELECT count(*) FROM clicks") == [(2,)]
    ((position, line, reason),) = rejects(segment)
    assert (position, line) == (len(good), bad.decode().rstrip("\n"))
    assert reason


@pytest.mark.parametrize(
    "garbage",
    [b"{", b"\xff\xfe\x00", b"null", b"[1]", b'{"t":1}', b'{"z":' + b"[" * 50_000, b'{"o":"\\ud800"}', b"x" * 20_000],
)
def test_garbage_and_torn_lines_stop_nothing(garbage: bytes, location: Tenant, tail: Tail) -> None:
    link = make_link(location)
    good = line_of(a_hit(location, link))
    segment = write(tail.settings.journal_dir, good, garbage + b"\n", b"\n", good, garbage, name=f"g-{location.id}")
    record_all(tail)
    assert rows(location, "SELECT count(*) FROM clicks") == [(2,)]
    assert len(rejects(segment)) == 2


@pytest.fixture
def fussy(settings: Settings) -> Iterator[None]:
    """A PostgreSQL that refuses rows which looked good to us: those without a destination."""
    with unscoped("owner", "tests: rows that PostgreSQL refuses") as db:
        db.execute(text(FUSSY))
    yield
    with unscoped("owner", "tests: no more of that") as db:
        db.execute(text("DROP FUNCTION refuse CASCADE"))


def test_every_number_leaves_out_what_postgresql_refused(location: Tenant, tail: Tail, fussy: None) -> None:
    link = make_link(location)
    good = [line_of(a_hit(location, link)) for _ in range(40)]
    bad = line_of(a_hit(location, link, destination=""))
    lines = [bad, *good[:7], bad, *good[7:20], bad, bad, *good[20:]]
    segment = write(tail.settings.journal_dir, *lines, name=f"mixed-{location.id}")
    record_all(tail)
    assert [reject.reason.partition(":")[0] for reject in rejects(segment)] == ["DataException"] * 4
    sql = """SELECT (SELECT count(*) FROM clicks), (SELECT sum(clicks) FROM clicks_by_quarter),
                    (SELECT clicks FROM link_totals), (SELECT count(DISTINCT seq) FROM clicks)"""
    assert rows(location, sql) == [(40, 40, 40, 40)]


def test_text_that_would_break_a_row_apart_stays_in_its_column(location: Tenant, tail: Tail) -> None:
    link = make_link(location)
    nasty = "a\tb\\N\n\\.\r\0\u2028é𝄞"
    hit = a_hit(
        location, link, destination=nasty, city=nasty, region="\\.", utm_source=nasty, referrer=f"https://x.example/{nasty}",
        language=nasty, user_agent=f"Mozilla/5.0 {nasty}", contact=nasty, country=nasty, hints={nasty: nasty},
    )  # fmt: skip
    write(tail.settings.journal_dir, hit, a_hit(location, link))
    record_all(tail)
    first, second = rows(location, "SELECT * FROM clicks_in_words ORDER BY seq")
    assert (first.city, first.destination, first.region) == (nasty.replace("\0", "\ufffd"),) * 2 + ("\\.",)
    assert (first.crm_contact_id, first.country) == (None, None)
    assert second.destination == "https://example.com/"
