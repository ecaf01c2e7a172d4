"""What staff should know of their trial and their payment, with the days that are left."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from oauth.models import Install
from plugin.embed.notice import Notice

DAY: Final = timedelta(days=1)
LAPSED: Final = Notice(
    "plan_lapsed",
    "error",
    "Your links keep working, but nothing new can be made: the last payment did not go through."
    " Settle it in your CRM's app marketplace, and all is back by itself.",
)


def billing_notices(install: Install, zone: str, now: datetime, *, lapsed: bool) -> Iterator[Notice]:
    """The notices of an install at `now`; its dates are told in the account's time zone (an IANA name)."""
    if lapsed:
        yield LAPSED
    elif install.grace_until is not None:
        day = _day(install.grace_until, zone)
        yield Notice(
            "payment_failed",
            "warning",
            f"Everything goes on until {day}, but the last payment did not go through."
            " Settle it in your CRM's app marketplace: Installed Apps, then Smart Links.",
        )
    if install.trial_ends_at is not None and install.trial_ends_at > now:
        left = math.ceil((install.trial_ends_at - now) / DAY)
        days = "1 day" if left == 1 else f"{left} days"
        yield Notice("trial", "info", f"Your trial has {days} left. It ends on {_day(install.trial_ends_at, zone)}.")


def _day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%B} {local.day}"
