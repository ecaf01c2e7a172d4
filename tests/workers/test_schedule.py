"""What runs while you sleep: each turn in its time, none held up by another's failure."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from plugin.clicks.partitions import month_after
from plugin.settings import Settings
from plugin.tenancy import unscoped
from workers import schedule
from workers.forget_old import forget_old
from workers.make_partitions import make_partitions
from workers.schedule import SCHEDULE, Turn, take


def test_every_turn_can_be_taken_and_taken_again(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    for turn in (*SCHEDULE, *SCHEDULE):
        take(turn)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_turn_that_fails_stops_no_other(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, taken = threading.Event(), []

    def fail() -> None:
        taken.append("failed")
        raise ValueError

    def work() -> None:
        taken.append("worked")
        if taken.count("worked") == 3:
            stop.set()

    monkeypatch.setattr(schedule, "SCHEDULE", (Turn("fails", fail, 0.0), Turn("works", work, 0.0)))
    schedule.run(settings, stop)
    assert taken.count("failed") >= 2


def test_partitions_are_made_ahead_again_where_they_are_missing(settings: Settings) -> None:
    ahead = month_after(datetime.now(UTC).date(), 3)
    with unscoped("owner", "tests: a month is missing") as db:
        db.execute(text(f"DROP TABLE clicks_{ahead:%Y_%m}"))
    make_partitions()
    assert partition(ahead)


def partition(month: date) -> bool:
    with unscoped("owner", "tests: look for a partition") as db:
        return db.scalar(text("SELECT to_regclass(:name)"), {"name": f"clicks_{month:%Y_%m}"}) is not None


def test_only_what_is_old_is_forgotten(settings: Settings) -> None:
    with unscoped("owner", "tests: something old") as db:
        db.execute(text("INSERT INTO sso_seen VALUES ('\\x01', now() - interval '401 days'), ('\\x02', now())"))
    forget_old()
    with unscoped("owner", "tests: look at what is left") as db:
        assert list(db.scalars(text("SELECT digest FROM sso_seen WHERE digest IN ('\\x01', '\\x02')"))) == [b"\x02"]
