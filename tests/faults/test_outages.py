"""Stores that are away for a while: visitors of cached links notice nothing, and nothing that they did is lost."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable

import pytest

from plugin.processes import _children
from tests.faults.scene import OUTAGE_S, Crowd, Scene, kill

pytestmark = pytest.mark.fault
Say = Callable[[str], None]


def test_postgresql_stopped_under_load(host_to_break: Scene, say: Say) -> None:
    with Crowd(host_to_break) as crowd:
        # Taken off the list first, so that nobody starts it again before its time.
        host_to_break.stores.running.pop("postgres").stop()
        crowd.lasts(OUTAGE_S)
        host_to_break.stores.start("postgres")
    rows = host_to_break.all_is_there()
    say(
        f"PostgreSQL stopped for {OUTAGE_S:.0f} s: {len(crowd.answered):,} answered meanwhile, p99 {crowd.p99_ms:.1f} "
        f"ms, {len(crowd.failed)} failed; {rows:,} rows in all"
    )
    assert not crowd.failed


def test_postgresql_hanging_under_load(host_to_break: Scene, say: Say) -> None:
    postmaster = host_to_break.stores.running["postgres"].process.pid
    hanging = [postmaster, *_children(postmaster)]
    with Crowd(host_to_break) as crowd:
        kill(hanging, signal.SIGSTOP)
        try:
            crowd.lasts(OUTAGE_S)
        finally:
            kill(hanging, signal.SIGCONT)
    rows = host_to_break.all_is_there()
    say(
        f"PostgreSQL hanging for {OUTAGE_S:.0f} s: {len(crowd.answered):,} answered meanwhile, p99 {crowd.p99_ms:.1f} "
        f"ms, {len(crowd.failed)} failed; {rows:,} rows in all"
    )
    assert not crowd.failed


def test_valkey_stopped_and_its_data_wiped(host_to_break: Scene, say: Say) -> None:
    with Crowd(host_to_break) as crowd:
        valkey = host_to_break.stores.running.pop("valkey")
        valkey.stop()
        shutil.rmtree(host_to_break.settings.data_dir / "valkey")
        crowd.lasts(1.0)
        host_to_break.stores.start("valkey")
        crowd.lasts(0.5)
    rows = host_to_break.all_is_there()
    say(
        f"Valkey stopped and wiped: {len(crowd.answered):,} answered meanwhile, p99 {crowd.p99_ms:.1f} ms, "
        f"{len(crowd.failed)} failed; {rows:,} rows in all"
    )
    assert not crowd.failed
