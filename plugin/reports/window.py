"""Which days are asked about: whole days in UTC, today the last, and the same number of days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

Name = Literal["7d", "30d", "90d", "all"]
NAMES: Final[tuple[Name, ...]] = ("7d", "30d", "90d", "all")
DAYS: Final[dict[Name, int]] = {"7d": 7, "30d": 30, "90d": 90}
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included; `is_all` says that nothing lies before them."""

    first: date
    last: date
    is_all: bool = False

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def end(self) -> datetime:
        """The moment it has ended: the first that is not part of it."""
        return datetime.combine(self.last + DAY, time(), UTC)

    @property
    def days(self) -> Iterator[date]:
        """Each day, in order."""
        return (self.first + number * DAY for number in range((self.last - self.first).days + 1))

    @property
    def before(self) -> Window | None:
        """As many days before it; None before all there is."""
        length = self.last - self.first + DAY
        return None if self.is_all else Window(self.first - length, self.first - DAY)


def window_of(name: Name, today: date, earliest: date | None) -> Window:
    """The window of a name; for `all`, from the earliest day with a click."""
    if name == "all":
        return Window(min(earliest or today, today), today, is_all=True)
    return Window(today - (DAYS[name] - 1) * DAY, today)
