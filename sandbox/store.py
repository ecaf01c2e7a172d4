"""Where the sandbox keeps what it knows: one SQLite connection, in a file or in memory, one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists companies (id text primary key, body text not null);
create table if not exists locations (id text primary key, company_id text not null, active integer not null,
  body text not null);
create table if not exists users (id text primary key, company_id text not null, body text not null);
create table if not exists contacts (seq integer primary key, id text unique not null, location_id text not null,
  email text, phone text, body text not null);
create index if not exists contacts_email on contacts (location_id, email);
create index if not exists contacts_phone on contacts (location_id, phone);
create table if not exists notes (seq integer primary key, id text unique not null, contact_id text not null,
  body text not null);
create index if not exists notes_contact on notes (contact_id);
create table if not exists tags (id text primary key, location_id text not null, name text not null,
  unique (location_id, name));
create table if not exists fields (seq integer primary key, id text unique not null, location_id text not null,
  body text not null);
create table if not exists workflows (seq integer primary key, id text unique not null, location_id text not null,
  body text not null);
create table if not exists trigger_links (seq integer primary key, id text unique not null, location_id text not null,
  body text not null);
create table if not exists workflow_triggers (id text primary key, location_id text not null, active integer not null);
create table if not exists fired (seq integer primary key, trigger_id text not null, body text not null);
create table if not exists enrolments (contact_id text not null, workflow_id text not null,
  primary key (contact_id, workflow_id));
create table if not exists installs (company_id text not null, location_id text not null, user_id text,
  plan_id text not null, installed_at text not null, future integer not null,
  primary key (company_id, location_id));
create table if not exists codes (code text primary key, grant_json text not null, redirect_uri text not null,
  expires_at real not null);
create table if not exists tokens (access text primary key, refresh text unique not null, company_id text not null,
  location_id text, grant_json text not null, expires_at real not null, refresh_expires_at real not null,
  spent integer not null default 0);
create index if not exists tokens_location on tokens (location_id);
create table if not exists deliveries (seq integer primary key, id text not null, body text not null,
  state text not null, attempts text not null, due_at real not null);
create index if not exists deliveries_due on deliveries (state, due_at);
"""
# The signing key outlives a reset: an app under test keeps the public half that it read once.
KEPT: Final = ("settings",)


class Store:
    """The sandbox's memory; every use is a transaction under one lock."""

    def __init__(self, path: str | None) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside happens, or nothing does."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def clear(self) -> None:
        """Forget all but the settings."""
        with self.transaction() as db:
            names = [row["name"] for row in db.execute("select name from sqlite_master where type = 'table'")]
            for name in names:
                if name not in KEPT and not name.startswith("sqlite_"):
                    db.execute(f"delete from {name}")  # noqa: S608 - a name of our own schema

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()
