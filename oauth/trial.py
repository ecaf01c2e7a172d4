"""The trial that an INSTALL tells of: when it ends (crm/FACTS.md 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from plugin.crm.moments import moment_of

LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Trial:
    """What is known of a trial; `ends_at` is None where there is none."""

    ends_at: datetime | None


def trial_of(told: Any, at: datetime) -> Trial | None:
    """The trial of an event's body, begun `at` its time where it does not say when; None where it does not say any."""
    if not isinstance(told, dict) or not isinstance(told.get("onTrial"), bool):
        return None
    if not told["onTrial"]:
        return Trial(None)
    days = told.get("trialDuration")
    if isinstance(days, bool) or not isinstance(days, int | float) or not 0 < days <= LONGEST_DAYS:
        return None
    return Trial((moment_of(told.get("trialStartDate")) or at) + timedelta(days=days))
