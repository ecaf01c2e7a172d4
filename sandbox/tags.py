"""Tags as they are saved: in lower case, each once, known to their location from first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.ids import new_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def known(db: sqlite3.Connection, location_id: str, names: Iterable[str]) -> list[str]:
    """The names as the CRM saves them; new ones join the location's list."""
    lower = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    rows = [(new_id(), location_id, name) for name in lower]
    db.executemany("insert or ignore into tags (id, location_id, name) values (?, ?, ?)", rows)
    return lower
