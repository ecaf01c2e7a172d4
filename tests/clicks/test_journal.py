"""Every hit that was answered is in the journal, whatever is killed, full or torn."""

from __future__ import annotations

import errno
import itertools
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.clicks import journal as module
from plugin.clicks.hit import Hit, decode
from plugin.clicks.journal import Journal, is_closed, read, segments
from plugin.clicks.lines import LINE_BYTES, line_of

WRITER = """
import sys
from pathlib import Path
from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal
journal = Journal(Path(sys.argv[1]), "host", segment_bytes=50_000)
for link in range(1_000_000):
    journal.append(Hit(at=1.0, outcome="sent", link=link))
    print(link, flush=True)
    if link % 1000 == 999:
        journal.roll()
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal", "host/../a")
    yield made
    made.close()


def hit(link: int = 1, **other: object) -> Hit:
    return Hit(at=1.0, outcome="sent", link=link, **other)  # type: ignore[arg-type]


def links_in(folder: Path) -> list[int]:
    found = []
    for segment in segments(folder):
        lines, _ = read(segment, 0, 1_000_000, closed=is_closed(segment))
        found += [decode(line.text).link for line in lines]
    return found


@pytest.mark.fault
def test_nothing_that_was_answered_is_missing_after_a_kill(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        answered = [int(line) for line in itertools.islice(writer.stdout, 5000)]
        writer.send_signal(signal.SIGKILL)
        answered += [int(line) for line in writer.stdout if line.endswith("\n")]
    kept = links_in(tmp_path)
    assert len(segments(tmp_path)) > 1
    assert set(answered) <= set(kept)
    assert kept == list(range(len(kept)))


def test_a_segment_is_closed_once_its_writer_has_gone(journal: Journal, tmp_path: Path) -> None:
    journal.append(hit())
    (segment,) = segments(tmp_path / "journal")
    assert not is_closed(segment)
    journal.close()
    assert is_closed(segment)
    assert segment.name.startswith("host_.._a-")


def test_reading_goes_on_where_it_stopped_and_leaves_an_unfinished_line(journal: Journal, tmp_path: Path) -> None:
    for link in range(5):
        journal.append(hit(link))
    (segment,) = segments(tmp_path / "journal")
    os.write(journal._fd, b'{"t":')
    lines, position = read(segment, 0, 3)
    more, after = read(segment, position, 100)
    assert [decode(line.text).link for line in lines + more] == [0, 1, 2, 3, 4]
    assert more[0].position == position
    assert read(segment, after, 100) == ([], after)
    torn, end = read(segment, after, 100, closed=True)
    assert ([line.text for line in torn], end) == ([b'{"t":'], segment.stat().st_size)


def test_a_short_write_is_finished_by_the_next_one(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:7]))
    assert journal.append(hit(1))
    monkeypatch.undo()
    assert journal.append(hit(2))
    assert links_in(tmp_path / "journal") == [1, 2]


def test_after_a_torn_line_the_next_begins_on_a_line_of_its_own(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = os.write, itertools.count()

    def tear(fd: int, data: bytes) -> int:
        if next(calls) == 0:
            return write(fd, data[:9])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", tear)
    assert not journal.append(hit(1))
    monkeypatch.undo()
    assert journal.append(hit(2))
    (segment,) = segments(tmp_path / "journal")
    lines, _ = read(segment, 0, 10)
    assert len(lines[0].text) == 9
    assert decode(lines[1].text).link == 2


def test_a_full_disk_is_counted_and_loud_and_stops_nothing(
    journal: Journal, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lost = module.LOST._value.get()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    journal.append(hit(1))
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40, before[1]))
        answers = [journal.append(hit(link)) for link in range(2, 50)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert journal.append(hit(99))
    journal.close()
    assert answers.count(False) >= 46
    assert module.LOST._value.get() - lost == answers.count(False)
    assert len([entry for entry in caplog.records if entry.levelname == "CRITICAL"]) == 1
    (segment, *_) = segments(tmp_path / "journal")
    assert decode(read(segment, 0, 100, closed=True)[0][-1].text).link == 99


def test_a_segment_rolls_over_by_size_and_the_old_one_is_let_go_of(tmp_path: Path) -> None:
    rolling = Journal(tmp_path, "host", segment_bytes=10, segment_seconds=3600)
    rolling.append(hit(1))
    rolling._tend()
    first, second = segments(tmp_path)
    assert (is_closed(first), is_closed(second)) == (True, False)
    rolling.append(hit(2))
    rolling.close()
    assert links_in(tmp_path) == [1, 2]


def test_an_idle_journal_does_not_make_empty_segments(tmp_path: Path) -> None:
    idle = Journal(tmp_path, "host", segment_seconds=0)
    idle._tend()
    assert len(segments(tmp_path)) == 1
    idle.close()


@given(st.text(), st.text(), st.text(min_size=3000, max_size=20_000), st.dictionaries(st.text(), st.text()))
def test_any_text_makes_one_bounded_line_that_postgresql_takes(
    agent: str, referrer: str, destination: str, hints: dict[str, str]
) -> None:
    made = hit(user_agent=agent + "\ud800\0", referrer=referrer, destination=destination, hints=hints)
    line = line_of(made)
    assert len(line) <= LINE_BYTES
    assert line.count(b"\n") == 1
    back = decode(line[:-1])
    assert "\0" not in back.user_agent + back.referrer + back.destination
    assert back.link == 1
