"""kill -9 of each process at a random moment under load: every answered click is there once, every number a recount."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

from plugin.processes import smartlinks
from tests.faults.scene import ROUNDS, Crowd, Scene, a_moment, kill

pytestmark = pytest.mark.fault
Say = Callable[[str], None]


def pids_of(scene: Scene, victim: str) -> list[int]:
    if victim in scene.stores.running:
        return [scene.stores.running[victim].process.pid]
    return scene.family.pids(victim)


@pytest.mark.parametrize("victim", ["clicks", "recorder", "postgres", "valkey"])
def test_killed_at_a_random_moment(victim: str, host_to_break: Scene, say: Say) -> None:
    rows = failed = answered = 0
    for _ in range(ROUNDS):
        host_to_break.move_in()
        with Crowd(host_to_break) as crowd:
            crowd.lasts(a_moment())
            kill(pids_of(host_to_break, victim), signal.SIGKILL)
            crowd.lasts(a_moment())
            crowd.goes_on()
        answered, failed = answered + len(crowd.answered), failed + len(crowd.failed)
        rows += host_to_break.all_is_there()
    say(f"kill -9 of {victim}, {ROUNDS} times: {answered:,} answered, {failed} refused meanwhile, {rows:,} rows")
    assert victim == "clicks" or not failed


def test_two_recorders_on_one_journal_one_of_them_killed(host_to_break: Scene, say: Say) -> None:
    host_to_break.family.start(smartlinks("recorder-2", "recorder"))
    for name in ("recorder", "recorder-2"):
        with Crowd(host_to_break) as crowd:
            crowd.lasts(a_moment())
            kill(host_to_break.family.pids(name), signal.SIGKILL)
            crowd.lasts(a_moment())
        rows = host_to_break.all_is_there()
    say(f"two recorders on one journal: {rows:,} rows, each once")


def test_a_line_torn_by_a_kill_costs_no_other(host_to_break: Scene, say: Say) -> None:
    recorder = host_to_break.family.pids("recorder")
    kill(recorder, signal.SIGSTOP)
    with Crowd(host_to_break) as crowd:
        crowd.lasts(a_moment())
        kill(pids_of(host_to_break, "clicks"), signal.SIGKILL)
        segment = max(host_to_break.settings.journal_dir.glob("*.jsonl"), key=lambda path: path.stat().st_size)
        with segment.open("ab") as torn:
            torn.write(b'{"t":1790000000.1,"o":"se')
        crowd.goes_on()
    kill(recorder, signal.SIGCONT)
    rows = host_to_break.all_is_there()
    host_to_break.once(lambda: not segment.exists())
    say(f"a torn last line: {rows:,} rows, the torn line put aside")
