"""Runs that were over long ago go with an account's old clicks, every night; what waits stays however old it is."""

from __future__ import annotations

import pytest

from plugin.automations import forget_runs
from tests.cast import Tenant
from tests.clicks_world import rows
from workers.keep_history import keep_history

MAKE = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, state, created_at, finished_at)
SELECT smartlinks_location(), 'tag', 1, 'contact1', days, :state, now() - make_interval(days => days),
    CASE WHEN :state <> 'waiting' THEN now() - make_interval(days => days) END
FROM unnest(CAST(:days AS int[])) AS days
RETURNING id
"""
AGES = [1, 100, 179, 181, 400, 401, 402]


def ages(of: Tenant, state: str) -> list[int]:
    return [row.slot for row in rows(of, "SELECT slot FROM runs WHERE state = :state ORDER BY slot", state=state)]


def make(of: Tenant, state: str, past: int = 0) -> None:
    rows(of, MAKE, state=state, days=[age + past for age in AGES])


def test_what_was_over_half_a_year_ago_is_removed_piece_by_piece(
    location: Tenant, rival: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_runs, "CHUNK", 2)
    for state in ("done", "failed", "ended", "unknown"):
        rows(location, "DELETE FROM runs RETURNING id")
        make(location, state)
        make(rival, state, past=1000 * len(state))
        keep_history(location_id=location.id)
        assert ages(location, state) == [1, 100, 179]
    assert len(ages(rival, "done")) == len(AGES)


def test_what_waits_is_kept(location: Tenant) -> None:
    make(location, "waiting")
    keep_history(location_id=location.id)
    assert ages(location, "waiting") == AGES
