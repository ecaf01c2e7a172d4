"""A deploy under load: granian's processes are exchanged one after the other, and no request fails."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest

from tests.faults.scene import ROUNDS, Crowd, Scene, kill

pytestmark = pytest.mark.fault
Say = Callable[[str], None]


def exchanged(scene: Scene, old: set[int]) -> Callable[[], bool]:
    return lambda: not old & set(scene.family.pids("clicks"))


@pytest.mark.parametrize("keep_alive", [False, True], ids=["a connection each", "kept connections"])
def test_a_graceful_reload_fails_no_request(keep_alive: bool, host_to_break: Scene, say: Say) -> None:  # noqa: FBT001 - pytest's
    answered = failed = 0
    for _ in range(ROUNDS):
        server, *workers = host_to_break.family.pids("clicks")
        with Crowd(host_to_break, keep_alive=keep_alive, again=keep_alive) as crowd:
            began = time.monotonic()
            kill([server], signal.SIGHUP)
            host_to_break.once(exchanged(host_to_break, set(workers)))
            seconds = time.monotonic() - began
            crowd.goes_on()
        answered, failed = answered + len(crowd.answered), failed + len(crowd.failed)
        say(f"reload in {seconds:.1f} s: {len(crowd.answered):,} answered, {crowd.asked_again} on a second connection")
    rows = host_to_break.all_is_there()
    say(f"{ROUNDS} reloads, keep-alive {keep_alive}: {answered:,} answered, {failed} failed, {rows:,} rows in all")
    # A kept connection ends with its process, between two requests: none was answered twice, as all_is_there saw.
    assert not failed
