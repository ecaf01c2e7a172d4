"""Where a visitor is: an address looked up offline in a database that may be replaced at any time."""

from __future__ import annotations

import logging
import struct
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import maxminddb

from plugin.visitors.tree import Tree
from plugin.visitors.visitor import plain_address

CACHED = 4096
PLACES = 65_536  # a place is some 200 bytes
LOOK_AGAIN = 60.0  # seconds between looks at the file
NAME_LENGTH = 128
UNREADABLE = (OSError, ValueError, LookupError, struct.error, maxminddb.InvalidDatabaseError)

log = logging.getLogger(__name__)


class Place(NamedTuple):
    """A country's ISO 3166-1 code, its subdivision's ISO 3166-2 part, the city's English name; each may be unknown."""

    country: str | None = None
    region: str | None = None
    city: str | None = None


NOWHERE = Place()


class Geo:
    """An open database of places; reopens it when its file changes, keeps the old one while the new cannot be read.

    The file is mapped into memory: replace it by renaming another over it, never by writing into it.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._atlas: Atlas | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._look_at = 0.0
        self._lock = threading.Lock()
        self.reload()

    @property
    def known(self) -> bool:
        """Whether there is a database to ask."""
        return self._atlas is not None

    def place(self, address: str) -> Place:
        """Where this address is; nowhere if there is no database, no record, or it is no address. Never raises."""
        if time.monotonic() >= self._look_at:
            self.reload()
        atlas = self._atlas
        return atlas.place(address) if atlas else NOWHERE

    def reload(self) -> None:
        """Looks at the file now and opens it if it is another one than before."""
        with self._lock:
            self._look_at = time.monotonic() + LOOK_AGAIN
            stamp = _stamp(self._path)
            if self._path is None or stamp is None or stamp == self._stamp:
                return
            try:
                atlas = Atlas(self._path)
            except UNREADABLE:
                log.exception("the geo database cannot be read: %s", self._path)
            else:
                if _stamp(self._path) != stamp:  # replaced while it was opened: half of it may be of the other
                    return
                self._atlas = atlas
            self._stamp = stamp


class Atlas:
    """One open file: each record is read once, however many addresses lead to it."""

    def __init__(self, path: Path) -> None:
        self._reader = maxminddb.open_database(path)
        self._tree = Tree(path, self._reader.metadata())
        self._places: dict[int, Place] = {}
        self._unusual = lru_cache(maxsize=CACHED)(self._look_up)

    def place(self, address: str) -> Place:
        """As `Geo.place`."""
        if ":" in address:
            return self._unusual(address)
        try:
            record = self._tree.record(address)
        except UNREADABLE:  # no address, or rot
            return NOWHERE
        place = self._places.get(record)
        if place is None:
            if len(self._places) >= PLACES:
                self._places.clear()
            place = self._places[record] = self._look_up(address)
        return place

    def _look_up(self, address: str) -> Place:
        try:
            record = self._reader.get(plain_address(address) if ":" in address else address)
        except (ValueError, TypeError, maxminddb.InvalidDatabaseError):  # one of IPv6 in a file of IPv4, or rot
            return NOWHERE
        return _place(record) if isinstance(record, dict) else NOWHERE


def open_geo(path: Path | None) -> Geo:
    """The places of a GeoLite2-City (or -Country) file; without a file every place is unknown and `known` is False."""
    return Geo(path)


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None


def _place(record: dict[str, Any]) -> Place:
    return Place(
        _text(_part(record, "country"), "iso_code"),
        _text(_part(record, "subdivisions"), "iso_code"),
        _text(_part(_part(record, "city"), "names"), "en"),
    )


def _part(record: dict[str, Any], name: str) -> dict[str, Any]:
    found = record.get(name)
    if isinstance(found, list) and found:
        found = found[0]
    return found if isinstance(found, dict) else {}


def _text(part: dict[str, Any], name: str) -> str | None:
    found = part.get(name)
    return found[:NAME_LENGTH] if isinstance(found, str) and found else None
