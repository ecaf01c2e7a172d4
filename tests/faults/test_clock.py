"""A clock that steps back, by an hour and over midnight: each click is there once, in the order of recording."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plugin.clicks.journal import Journal
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of
from tests.recount import check

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("step", [2.0, 3_600.0, 86_400.0])
def test_the_clock_steps_back(step: float, settings: Settings, location: Tenant, tmp_path: Path) -> None:
    tail, link, began = tail_of(settings, tmp_path), make_link(location), time.time()
    with pytest.MonkeyPatch.context() as patch:
        for back in (0.0, step, step / 2):
            patch.setattr("plugin.clicks.journal.time.time_ns", lambda now=began - back: int(now * 1e9))
            journal = Journal(tail.settings.journal_dir, "host")
            for number in range(50):
                at = began - back + number / 100
                journal.append(a_hit(location, link, visitor=f"{number % 20:032x}", burst="aa" * 16, at=at))
            journal.close()
    record_all(tail)
    assert rows(location, "SELECT count(*), count(DISTINCT seq), max(seq) FROM clicks") == [(150, 150, 150)]
    assert rows(location, "SELECT count(*) FROM first_seen") == [(20,)]
    check(location)
