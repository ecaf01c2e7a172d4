"""Every number beside the rows is what a naive recount of the rows gives, with what is kept of rows that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any

from plugin.clicks.dictionaries import DICTIONARIES
from tests.cast import Tenant
from tests.clicks_world import rows

NOTHING_GONE = datetime(2000, 1, 1, tzinfo=UTC)
NUMBERS = "clicks, firsts, bots, scans"


def check(location: Tenant, kept_since: datetime = NOTHING_GONE) -> None:
    found = rows(location, "SELECT *, at AT TIME ZONE 'UTC' AS utc FROM clicks ORDER BY seq")
    assert len({row.seq for row in found}) == len(found)
    assert len(rows(location, "SELECT seq FROM clicks_in_words")) == len(found)
    check_firsts(location, found, kept_since)
    sent = [row for row in found if row.outcome == "sent"]
    assert kept(location, "clicks_by_quarter", "quarter") == counted(sent, quarter)
    check_totals(location, sent)
    for part in ("link", *(dictionary.part for dictionary in DICTIONARIES)):
        check_part(location, part, sent)
    bots = Counter((row.utc.date(), row.bot) for row in sent if row.bot)
    assert {
        tuple(row[:2]): row.hits for row in rows(location, "SELECT day, bot, hits FROM bots_by_day WHERE hits <> 0")
    } == bots


def check_firsts(location: Tenant, found: list[Any], kept_since: datetime) -> None:
    seen: set[tuple[int, int]] = set()
    known = rows(location, "SELECT * FROM first_seen")
    gone = {(row.link_id, row.visitor) for row in known if row.at < kept_since}
    for row in found:
        is_click = row.outcome == "sent" and row.bot is None
        assert row.first == (is_click and (row.link_id, row.visitor) not in seen | gone)
        if is_click:
            seen.add((row.link_id, row.visitor))
    assert {(row.link_id, row.visitor) for row in known} == seen | gone


def check_totals(location: Tenant, sent: list[Any]) -> None:
    totals, last = counted(sent, lambda row: row.link_id), dict[int, Any]()
    for row in sent:
        if row.bot is None:
            last[row.link_id] = max(row.at, last.get(row.link_id, row.at))
    for row in rows(location, "SELECT * FROM link_totals"):
        gone = (row.gone_clicks, row.gone_firsts, row.gone_bots, row.gone_scans)
        still = totals.pop(row.link_id, (0, 0, 0, 0))
        assert (row.clicks, row.firsts, row.bots, row.scans) == tuple(map(sum, zip(gone, still, strict=True)))
        known = [moment for moment in (last.get(row.link_id), row.gone_last_at) if moment]
        assert row.last_at == max(known, default=None)
    assert totals == {}


def check_part(location: Tenant, part: str, sent: list[Any]) -> None:
    values = Counter((row.utc.date().replace(day=1), getattr(row, f"{part}_id"), row.bot is None) for row in sent)
    sql = "SELECT month, id, clicks, bots FROM clicks_by_part_month WHERE part = :part AND clicks + bots <> 0"
    found = {(row.month, row.id): (row.clicks, row.bots) for row in rows(location, sql, part=part)}
    assert found == {key[:2]: (values[*key[:2], True], values[*key[:2], False]) for key in values}


def counted(sent: list[Any], key: Callable[[Any], Hashable]) -> dict[Hashable, tuple[int, ...]]:
    found: dict[Hashable, list[int]] = {}
    for row in sent:
        numbers = found.setdefault(key(row), [0, 0, 0, 0])
        person = row.bot is None
        for place, adds in enumerate((person, row.first, not person, person and row.qr)):
            numbers[place] += adds
    return {each: tuple(numbers) for each, numbers in found.items()}


def kept(location: Tenant, table: str, key: str) -> dict[Hashable, tuple[int, ...]]:
    sql = f"SELECT {key}, {NUMBERS} FROM {table} WHERE (clicks, firsts, bots, scans) <> (0, 0, 0, 0)"
    width = key.count(",") + 1
    found = rows(location, sql)
    return {row[0] if width == 1 else tuple(row[:width]): tuple(row[width:]) for row in found}


def quarter(row: Any) -> Any:
    return row.at.replace(minute=row.at.minute // 15 * 15, second=0, microsecond=0)
