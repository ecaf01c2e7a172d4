"""Which days are asked about, by the clocks of a zone: whole days, today the last, and as many days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

Name = Literal["7d", "30d", "90d", "all", "custom"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
DAYS: Final[dict[Name, int]] = {"7d": 7, "30d": 30, "90d": 90}
Interval = Literal["hour", "day", "week", "month"]
INTERVALS: Final[tuple[Interval, ...]] = get_args(Interval)
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included, by the clocks of `zone`; `is_all`: nothing before is shown."""

    first: date
    last: date
    zone: str = "UTC"
    is_all: bool = False

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return self.midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment it has ended: the first that is not part of it."""
        return self.midnight(self.last + DAY)

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Window | None:
        """As many days before it; None where nothing is shown from before."""
        past = self.length * DAY
        return None if self.is_all else replace(self, first=self.first - past, last=self.last - past)

    def midnight(self, day: date) -> datetime:
        """The moment in UTC at which a day begins; where clocks skip midnight, the moment they skip it."""
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)

    def starts(self, interval: Interval) -> list[datetime]:
        """When each hour, day, week (from Monday) or month of it begins, the first one at its own start.

        Hours are counted from midnight: a day on which clocks change has 23 or 25 of them.
        """
        if interval == "hour":
            return [hour for day in self._days() for hour in self._hours(day)]
        return [self.midnight(day) for day in self._days() if day == self.first or _begins(interval, day)]

    def _days(self) -> Iterator[date]:
        return (self.first + number * DAY for number in range(self.length))

    def _hours(self, day: date) -> Iterator[datetime]:
        moment, tomorrow = self.midnight(day), self.midnight(day + DAY)
        while moment < tomorrow:
            yield moment
            moment += HOUR


def window_of(name: Name, today: date, earliest: date | None, zone: str = "UTC") -> Window:
    """The window of a name other than `custom`; for `all`, from the earliest day with a click."""
    if name == "all":
        return Window(min(earliest or today, today), today, zone, is_all=True)
    return Window(today - (DAYS[name] - 1) * DAY, today, zone)


def _begins(interval: Interval, day: date) -> bool:
    return interval == "day" or (day.weekday() == 0 if interval == "week" else day.day == 1)
