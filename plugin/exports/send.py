"""A file on its way to whoever asked for it, however slowly they read: no transaction waits for them, and few threads.

A server's thread is held by each answer that is longer than what the wire takes at once, for as long as it is read.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Final, Self

from flask import Response
from sqlalchemy import select

from plugin import db as ground
from plugin.errors import RateLimited, Unavailable
from plugin.exports.models import ExportPiece
from plugin.exports.verbs import File
from plugin.tenancy import tenant

AT_ONCE: Final = 256_000  # bytes: what is shorter is handed over whole, and holds nobody up
SLICE: Final = 64_000  # bytes handed over at a time: the server keeps some of them ready for each reader
LONGEST_S: Final = 3_600.0
_sending: Counter[int] = Counter()
_lock = threading.Lock()


def answer_with(location_id: int, file: File) -> Response:
    """A finished file as an answer. Raises RateLimited `too_many_downloads`."""
    if file.size <= AT_ONCE:
        return csv_answer(file.name, b"".join(_plain(location_id, file)))
    answer = csv_answer(file.name, Download(location_id, file))
    answer.content_length = file.size
    return answer


def csv_answer(name: str, body: bytes | Iterator[bytes]) -> Response:
    """An answer that browsers save under a name."""
    answer = Response(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


class Download:
    """A file's bytes, and its seat among those that are sent; given up when the server closes it, read or not."""

    def __init__(self, location_id: int, file: File) -> None:
        self._location_id, self._has_seat = location_id, True
        _take_seat(location_id)
        self._slices = _slices(location_id, file)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self._slices)

    def close(self) -> None:
        """Give up the seat; a second call does nothing."""
        self._slices.close()
        with _lock:
            if self._has_seat:
                _sending[self._location_id] -= 1
                if not _sending[self._location_id]:
                    del _sending[self._location_id]
            self._has_seat = False


def most_at_once() -> tuple[int, int]:
    """How many files this process sends at once, and how many of them to one account: half its threads stay free."""
    most = max(1, ground.settings().threads // 2)
    return most, max(1, most // 2)


def _take_seat(location_id: int) -> None:
    most, most_of_one = most_at_once()
    with _lock:
        if _sending.total() >= most or _sending[location_id] >= most_of_one:
            raise RateLimited(
                "Other downloads are under way. Wait until one of them has ended.",
                code="too_many_downloads", retry_after=30,
            )  # fmt: skip
        _sending[location_id] += 1


def _slices(location_id: int, file: File) -> Generator[bytes]:
    until = time.monotonic() + LONGEST_S
    for body in _plain(location_id, file):
        for start in range(0, len(body), SLICE):
            if time.monotonic() > until:
                raise Unavailable("This download took too long.", code="download_too_slow")
            yield body[start : start + SLICE]


def _plain(location_id: int, file: File) -> Iterator[bytes]:
    """Piece by piece, each read in a short transaction; should it be removed meanwhile, the answer is cut off."""
    for number in range(file.pieces):
        with tenant(location_id) as db:
            pieces = select(ExportPiece.body).where(ExportPiece.export_id == file.export_id, ExportPiece.n == number)
            packed = db.scalar(pieces)
        if packed is None:
            raise Unavailable("This export was removed while it was sent.", code="export_gone")
        yield gzip.decompress(packed)
