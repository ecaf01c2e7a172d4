"""What the CRM's headers say of how often an account may ask (crm/FACTS.md section 6)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import httpx

MOST: Final = 100  # calls in a window, where the CRM does not say
INTERVAL_S: Final = 10.0  # its window
DAY_S: Final = 86_400.0
EPOCH_MS: Final = 1e11  # a reset larger than this is a moment, not a length of time
DAY: Final = "day"
BURST: Final = "burst"


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer says: `most` 0 and `remaining` -1 where it does not.

    `closed` says why nothing may be asked for `pause_s`: the day is spent, the window is, or (empty) it may. A pause of
    0 with a reason leaves its length to us.
    """

    most: int = 0
    interval_s: float = INTERVAL_S
    remaining: int = -1
    closed: str = ""
    pause_s: float = 0.0


def told(answer: httpx.Response) -> Told:
    """What an answer's headers say; what makes no sense is left out."""
    headers = answer.headers
    most, remaining = number(headers, "x-ratelimit-max"), number(headers, "x-ratelimit-remaining")
    interval_s = (number(headers, "x-ratelimit-interval-milliseconds") or 0) / 1000
    closed, pause_s = "", 0.0
    if number(headers, "x-ratelimit-daily-remaining") == 0:
        closed, pause_s = DAY, until_reset(headers)
    elif answer.status_code == 429:  # noqa: PLR2004 - Too Many Requests
        closed, pause_s = BURST, number(headers, "retry-after") or interval_s
    is_whole = most and remaining is not None
    return Told(int(most or 0), interval_s or INTERVAL_S, int(remaining or 0) if is_whole else -1, closed, pause_s)


def until_reset(headers: httpx.Headers) -> float:
    """Seconds until the CRM's day begins anew; a whole day where it does not say."""
    reset = number(headers, "x-ratelimit-daily-reset")
    if not reset:
        return DAY_S
    seconds = (reset / 1000 - time.time()) if reset > EPOCH_MS else reset / 1000
    return min(max(seconds, INTERVAL_S), DAY_S)


def number(headers: httpx.Headers, name: str) -> float | None:
    """A header that is a plain number."""
    text = headers.get(name, "").strip()
    return float(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None  # noqa: PLR2004 - fits
