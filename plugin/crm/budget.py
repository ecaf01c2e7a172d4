"""How many calls each account may still make: counted in Redis for all processes, kept true by the CRM's own headers.

The CRM grants so many calls in a window, and so many a day, to each account (crm/FACTS.md section 6). Where its window
begins is its own secret, so that no more than those may fall into any stretch of that length.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from redis.exceptions import RedisError

from plugin import jobs
from plugin.crm import alone, wire
from plugin.crm.allowance import INTERVAL_S, MOST, Told
from plugin.crm.errors import RateLimited

SPARE: Final = 0.05  # of what is granted: for calls that were made and not seen, as by a store that was wiped
SLACK_MS: Final = 500
LIFE_MS: Final = 3_600_000
FIRST_PAUSE_MS: Final = 1_000
PROBE_MS: Final = 3_000
# KEYS: the calls of late, scored by when they were answered; what the CRM told; until when nothing may be asked; that
# one call is on its way to learn what is granted, before which there is no second. ARGV: this call's name or '', most,
# interval ms, whether it is made in any case. Answers how many are left after this, of how many; where there are none,
# in how many ms to ask again; and whether it is the day that is spent.
TAKE: Final = f"""
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local told = redis.call('HMGET', KEYS[2], 'most', 'interval')
local most, interval = tonumber(told[1]) or tonumber(ARGV[2]), (tonumber(told[2]) or tonumber(ARGV[3])) + {SLACK_MS}
local cap = math.max(1, math.floor(most * {1 - SPARE}))
if ARGV[4] == 'True' then
    redis.call('ZADD', KEYS[1], now + {wire.DEADLINE_S * 1000}, ARGV[1])
    redis.call('PEXPIRE', KEYS[1], {LIFE_MS})
    return {{1, cap, 0, 0}}
end
local closed = redis.call('PTTL', KEYS[3])
if closed > 0 then return {{0, cap, closed, redis.call('GET', KEYS[3]) == 'day' and 1 or 0}} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - interval)
local left = cap - redis.call('ZCARD', KEYS[1])
if left < 1 then
    local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    return {{0, cap, math.max(1, oldest[2] + interval - now), 0}}
end
if not told[1] then
    left, cap = 1, 1
    if redis.call('EXISTS', KEYS[4]) == 1 then return {{0, cap, 100, 0}} end
    if ARGV[1] ~= '' then redis.call('SET', KEYS[4], 1, 'PX', {PROBE_MS}) end
end
if ARGV[1] ~= '' then
    redis.call('ZADD', KEYS[1], now + {wire.DEADLINE_S * 1000}, ARGV[1])
    redis.call('PEXPIRE', KEYS[1], {LIFE_MS})
    left = left - 1
end
return {{left, cap, 0, 0}}
"""
# The call counts from its answer on: when the CRM counted it is not known, but it was no later. What the CRM has
# counted beyond our own is counted too. ARGV: the call, most, interval ms, remaining (-1 where it did not say),
# ms until which nothing may be asked, why ('day', 'burst'); the latter grows while nothing but refusals come.
HEARD: Final = f"""
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
if tonumber(ARGV[2]) > 0 then redis.call('HSET', KEYS[2], 'most', ARGV[2], 'interval', ARGV[3]) end
redis.call('DEL', KEYS[4])
if tonumber(ARGV[4]) >= 0 then
    local unseen = tonumber(ARGV[2]) - tonumber(ARGV[4]) - redis.call('ZCARD', KEYS[1])
    for n = 1, unseen do redis.call('ZADD', KEYS[1], now, ARGV[1] .. n) end
end
local pause = tonumber(ARGV[5])
if ARGV[6] == '' then
    redis.call('HDEL', KEYS[2], 'refusals')
else
    local refusals = redis.call('HINCRBY', KEYS[2], 'refusals', 1)
    if pause == 0 then pause = math.min({FIRST_PAUSE_MS} * 2 ^ (refusals - 1), {int(INTERVAL_S * 1000)}) end
    redis.call('SET', KEYS[3], ARGV[6], 'PX', math.floor(pause))
end
redis.call('PEXPIRE', KEYS[1], {LIFE_MS})
redis.call('PEXPIRE', KEYS[2], {LIFE_MS})
return math.floor(pause)
"""


@dataclass(frozen=True, slots=True)
class Room:
    """How many calls an account has left of how many in a window; none for `wait_s` seconds, where there are none."""

    left: int
    cap: int
    wait_s: float = 0.0
    is_day_spent: bool = False


def take(resource: str, *, bounded: bool = True) -> str:
    """Take one of the account's calls; its name, for `heard`. Raises RateLimited where there is none, if `bounded`."""
    call = secrets.token_hex(8)
    room = _room(resource, call, bounded=bounded)
    if room.wait_s:
        raise RateLimited(room.wait_s, daily=room.is_day_spent)
    return call


def room(resource: str) -> Room:
    """What is left, without taking any."""
    return _room(resource, "", bounded=True)


def heard(resource: str, call: str, told: Told) -> float:
    """Note what the CRM said of limits in its answer; the seconds for which nothing may be asked now."""
    values = (
        call, told.most, int(told.interval_s * 1000), told.remaining, int(told.pause_s * 1000), told.closed,
    )  # fmt: skip
    try:
        return float(_run(HEARD, resource, *values)) / 1000
    except RedisError:
        return alone.heard(resource, told)


def _room(resource: str, call: str, *, bounded: bool) -> Room:
    try:
        left, cap, wait_ms, is_day = _run(TAKE, resource, call, MOST, int(INTERVAL_S * 1000), not bounded)
    except RedisError:
        if not bounded:
            return Room(1, 1)
        return Room(*alone.take(resource, is_taken=bool(call)))
    return Room(int(left), int(cap), float(wait_ms) / 1000, bool(is_day))


def _run(script: str, resource: str, *values: object) -> Any:
    keys = [f"crm:{name}:{resource}" for name in ("calls", "told", "closed", "probe")]
    return jobs.redis().eval(script, len(keys), *keys, *map(str, values))
