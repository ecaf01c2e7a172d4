"""Asks a CRM that is down no more, for a while: one account's circuit, and one for all where many accounts fail.

Each process sees for itself that calls fail; that a circuit is open all are told through Redis. Once its pause is over
one call goes ahead, and closes it or opens it for twice as long.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Final

from redis.exceptions import RedisError

from plugin import jobs
from plugin.crm.errors import CrmPaused

ALL: Final = "all"
FAILURES: Final = 5  # in a row, of one account
ACCOUNTS: Final = 8  # that fail, and more than those who do not
RECENT_S: Final = 30.0
PAUSE_MS: Final = 5_000
LONGEST_MS: Final = 120_000
PROBE_MS: Final = 30_000
PROBING: Final = -1
MOST_KEPT: Final = 10_000
# KEYS: open, how often it was opened, the probe. Answers for how many ms not to ask; -1 lets one pass as the probe.
PASS: Final = f"""
local open = redis.call('PTTL', KEYS[1])
if open > 0 then return open end
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
return redis.call('SET', KEYS[3], 1, 'NX', 'PX', {PROBE_MS}) and {PROBING} or 1000
"""
OPEN: Final = f"""
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local times = redis.call('INCR', KEYS[2])
local pause = math.min({PAUSE_MS} * 2 ^ (times - 1), {LONGEST_MS})
redis.call('SET', KEYS[1], times, 'PX', pause)
redis.call('PEXPIRE', KEYS[2], {10 * LONGEST_MS})
redis.call('DEL', KEYS[3])
return pause
"""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Health:
    """How an account's last calls went, by this process's own clock."""

    failures: int = 0
    at: float = 0.0


_health: dict[str, Health] = {}
_lock = threading.Lock()


def ask(resource: str) -> tuple[str, ...]:
    """May the CRM be asked for this account? The circuits that the call probes. Raises CrmPaused where it may not."""
    probed = []
    for name in (ALL, resource):
        wait_ms = _run(PASS, name)
        if wait_ms > 0:
            raise CrmPaused(wait_ms / 1000)
        if wait_ms == PROBING:
            probed.append(name)
    return tuple(probed)


def answered(resource: str, probed: tuple[str, ...]) -> None:
    """The CRM answered, whatever it said."""
    with _lock:
        _health[resource] = Health(at=time.monotonic())
    for name in probed:
        _close(name)


def not_asked(probed: tuple[str, ...]) -> None:
    """The call that was let through was not made after all: another may be the probe."""
    for name in probed:
        _drop(_keys(name)[2:])


def failed(resource: str, probed: tuple[str, ...]) -> None:
    """The CRM gave no answer, or one that says that it is unwell."""
    now = time.monotonic()
    with _lock:
        if len(_health) > MOST_KEPT:
            _health.clear()
        health = _health.setdefault(resource, Health())
        health.failures, health.at = health.failures + 1, now
        recent = [each for each in _health.values() if each.at > now - RECENT_S]
        failing = sum(each.failures > 0 for each in recent)
    if ALL in probed or (failing >= ACCOUNTS and failing > len(recent) - failing):
        _open(ALL)
    if resource in probed or health.failures >= FAILURES:
        _open(resource)


def _open(name: str) -> None:
    pause_ms = _run(OPEN, name)
    if pause_ms:
        log.warning("the CRM does not answer (%s): not asked for %.0f s", name, pause_ms / 1000)


def _close(name: str) -> None:
    _drop(_keys(name))
    log.warning("the CRM answers again (%s)", name)


def _drop(keys: list[str]) -> None:
    try:
        jobs.redis().delete(*keys)
    except RedisError as fault:
        log.debug("a circuit's keys stay until they expire: %s", type(fault).__name__)


def _run(script: str, name: str) -> int:
    try:
        keys = _keys(name)
        return int(str(jobs.redis().eval(script, len(keys), *keys)))
    except RedisError:
        # Without Redis there is hardly any work, and each of its calls bounds itself.
        return 0


def _keys(name: str) -> list[str]:
    return [f"crm:circuit:{part}:{name}" for part in ("open", "times", "probe")]
