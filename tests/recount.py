"""Every number beside the rows is what a naive recount of the rows gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

from plugin.clicks.rollups import DIMENSIONS
from tests.cast import Tenant
from tests.clicks_world import rows


def check(location: Tenant) -> None:
    found = rows(location, "SELECT *, at AT TIME ZONE 'UTC' AS utc FROM clicks ORDER BY seq")
    assert len({row.seq for row in found}) == len(found)
    check_firsts(location, found)
    sent = [row for row in found if row.outcome == "sent"]
    check_counts(location, "clicks_by_hour", "location_id, hour", [(row.location_id, hour(row)) for row in sent], sent)
    days = [(row.link_id, row.utc.date()) for row in sent]
    check_counts(location, "clicks_by_link_day", "link_id, day", days, sent)
    check_counts(location, "link_totals", "location_id, link_id", [(location.id, row.link_id) for row in sent], sent)
    check_last(location, sent)
    for name in DIMENSIONS:
        values = Counter((row.utc.date(), getattr(row, name) or "", row.bot is None) for row in sent)
        sql = "SELECT day, value, clicks, bots FROM clicks_by_dimension_day WHERE dimension = :name"
        kept = {(row.day, row.value): (row.clicks, row.bots) for row in rows(location, sql, name=name)}
        kept = {key: counted for key, counted in kept.items() if any(counted)}
        keys = {key[:2] for key in values}
        assert kept == {key: (values[*key, True], values[*key, False]) for key in keys}


def check_firsts(location: Tenant, found: list[Any]) -> None:
    seen: set[tuple[int, bytes]] = set()
    for row in found:
        is_click = row.outcome == "sent" and row.bot is None
        assert row.first == (is_click and (row.link_id, row.visitor) not in seen)
        if is_click:
            seen.add((row.link_id, row.visitor))
    assert {(row.link_id, row.visitor) for row in rows(location, "SELECT * FROM first_seen")} == seen


def check_last(location: Tenant, sent: list[Any]) -> None:
    last: dict[int, Any] = {}
    for row in sent:
        if row.bot is None:
            last[row.link_id] = max(row.at, last.get(row.link_id, row.at))
    assert dict(rows(location, "SELECT link_id, last_at FROM link_totals WHERE last_at IS NOT NULL")) == last


def check_counts(location: Tenant, table: str, key: str, keys: list[Any], sent: list[Any]) -> None:
    clicks, firsts, bots = Counter[Any](), Counter[Any](), Counter[Any]()
    for each, row in zip(keys, sent, strict=True):
        clicks[each] += row.bot is None
        firsts[each] += row.first
        bots[each] += row.bot is not None
    sql = f"SELECT {key}, clicks, firsts, bots FROM {table} WHERE clicks + firsts + bots <> 0"
    kept = {tuple(row[:2]): tuple(row[2:]) for row in rows(location, sql)}
    assert kept == {each: (clicks[each], firsts[each], bots[each]) for each in set(keys)}


def hour(row: Any) -> Any:
    return row.at.replace(minute=0, second=0, microsecond=0)
