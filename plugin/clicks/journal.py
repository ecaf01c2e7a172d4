"""The promise that a click is kept: one line appended to a file of this process before the visitor is answered."""

from __future__ import annotations

import fcntl
import logging
import os
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from prometheus_client import Counter

from plugin.clicks.hit import Hit
from plugin.clicks.lines import line_of

SUFFIX: Final = ".jsonl"
SEGMENT_BYTES: Final = 64 << 20
SEGMENT_SECONDS: Final = 180.0
SYNC_SECONDS: Final = 1.0
LOUD_SECONDS: Final = 10.0

KEPT = Counter("smartlinks_journal_lines", "Lines appended to the journal")
LOST = Counter("smartlinks_journal_lost", "Hits that were answered but could not be kept: a full or broken disk")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One whole line of a segment: the byte where it begins, and its text without the newline."""

    position: int
    text: bytes


def segments(folder: Path) -> list[Path]:
    """The segments of a journal's folder, of each host the older first; none where there is no folder yet."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def is_closed(segment: Path) -> bool:
    """Whether its writer has let go of a segment: rolled over, ended or been killed. Ask before reading to the end.

    Raises FileNotFoundError where it has been deleted.
    """
    fd = os.open(segment, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
    return True


def read(segment: Path, position: int, limit: int, *, closed: bool = False) -> tuple[list[Line], int]:
    """At most `limit` whole lines from byte `position` on, and the byte to go on from; no lines: nothing new.

    The unfinished last line of an open segment is left for the next time; of a closed one (`is_closed` was True
    before this call) it counts as a line, since it can be a whole hit that lacks its newline. Empty lines are passed
    over. A line may be no hit at all: a fragment that a full disk left.
    """
    found: list[Line] = []
    with segment.open("rb") as file:
        file.seek(position)
        for text in islice(file, limit):
            whole = text.endswith(b"\n")
            if not whole and not closed:
                break
            if text != b"\n":
                found.append(Line(position, text.removesuffix(b"\n")))
            position += len(text)
    return found, position


class Journal:
    """This process's journal. Opened once a process, after any fork; `close` ends its segment.

    Every append is one `os.write` to a file opened with O_APPEND: it is in the kernel's hands when the visitor is
    answered, so it outlives `kill -9` of us all. Once a second a thread of its own syncs the file (power loss may
    cost that second), rolls it over by size and age, and calls whatever `each_second` holds. The writer holds a lock
    on its open segment, and the kernel lets go of it however the process ends: a segment that can be locked is closed.
    """

    def __init__(
        self,
        folder: Path,
        host_id: str,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        segment_seconds: float = SEGMENT_SECONDS,
    ) -> None:
        self.each_second: list[Callable[[], None]] = []
        self._folder = folder
        self._host = re.sub(r"[^A-Za-z0-9_.]", "_", host_id)[:64] or "host"
        self._limits = segment_bytes, segment_seconds
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._retired: list[int] = []
        self._torn = False
        self._failed = False
        self._kept = self._lost = self._size = 0
        self._loud_at = 0.0
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        self._fd = self._open()
        self._opened_at = time.monotonic()
        self._keeper = threading.Thread(target=self._keep, name="journal", daemon=True)
        self._keeper.start()

    def append(self, hit: Hit) -> bool:
        """Keep a hit; False where the disk would not take it, which is counted and logged and stops nobody."""
        line = line_of(hit)
        # A thread could otherwise write to a number that a roll-over has just closed; nobody waits here for a disk.
        with self._lock:
            if self._write(b"\n" + line if self._torn else line):
                self._kept += 1
                return True
            self._lost += 1
            return False

    def roll(self) -> None:
        """Begin a new segment; the old one is synced and let go of by the keeper. Raises OSError, the old one kept."""
        fresh = self._open()
        with self._lock:
            self._retired.append(self._fd)
            self._fd, self._size, self._torn, self._failed = fresh, 0, False, False
            self._opened_at = time.monotonic()

    def close(self) -> None:
        """Sync and let go of the segment; nothing may be appended after. Closing again does nothing."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._keeper.join()
        self._retired.append(self._fd)
        self._settle()

    def _write(self, line: bytes) -> bool:
        sent = 0
        try:
            sent = written = os.write(self._fd, line)
            while written and sent < len(line):
                written = os.write(self._fd, line[sent:])
                sent += written
        except OSError as fault:
            self._complain(fault)
        self._size += sent
        # A fragment is closed off by the next line's newline; a line that lacks only its own newline is whole.
        self._torn = sent < len(line) and (self._torn or sent > 0)
        return sent >= len(line) - 1

    def _complain(self, fault: OSError) -> None:
        self._failed = True
        if time.monotonic() >= self._loud_at:
            self._loud_at = time.monotonic() + LOUD_SECONDS
            log.critical("CLICKS ARE BEING LOST: the journal cannot be written: %s", fault)

    def _open(self) -> int:
        """A new segment: locked before it gets the name by which the recorder would find it."""
        name = f"{self._host}-{time.time_ns():016x}-{secrets.token_hex(10)}"
        path, early = self._folder / f"{name}{SUFFIX}", self._folder / f"{name}.new"
        fd = os.open(early, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o640)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            early.rename(path)
        except OSError:
            os.close(fd)
            raise
        return fd

    def _keep(self) -> None:
        while not self._ended.wait(SYNC_SECONDS):
            for callback in self.each_second:
                # Whatever goes wrong there, the journal must go on being synced.
                try:
                    callback()
                except Exception:
                    log.exception("a second's work failed")
            self._tend()

    def _tend(self) -> None:
        try:
            if self._is_due():
                self.roll()
            os.fdatasync(self._fd)
        except OSError as fault:
            self._complain(fault)
        self._settle()

    def _settle(self) -> None:
        while self._retired:
            _let_go(self._retired.pop())
        with self._lock:
            kept, lost, self._kept, self._lost = self._kept, self._lost, 0, 0
        KEPT.inc(kept)
        LOST.inc(lost)

    def _is_due(self) -> bool:
        size, seconds = self._limits
        aged = time.monotonic() - self._opened_at >= seconds
        return self._size > 0 and (self._size >= size or aged or self._failed)


def _let_go(fd: int) -> None:
    try:
        os.fdatasync(fd)
    except OSError as fault:
        log.error("a segment could not be synced: %s", fault)  # noqa: TRY400 - the reason is all there is to say
    os.close(fd)
