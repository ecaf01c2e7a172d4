"""Looks at the stores: reachable, of this version, and with roles that row-level security holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Final, Literal

import redis as redis_py
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from plugin import db
from plugin.doctor.finding import Finding, first_line
from plugin.embedded.place import holder
from plugin.embedded.postgres import binaries
from plugin.embedded.valkey import binary
from plugin.errors import SmartLinksError
from plugin.migrate import is_current
from plugin.settings import Settings

GIBIBYTE: Final = 2**30
PATIENCE: Final = 3  # seconds for each answer


def folder(settings: Settings) -> Iterator[Finding]:
    """DATA_DIR: journals of clicks and the embedded stores' data."""
    folder = settings.data_dir.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free / GIBIBYTE
    except OSError as fault:
        yield Finding("error", "data_folder", f"DATA_DIR {folder} cannot be used: {fault}.")
        return
    if free >= 1:
        yield Finding("ok", "data_folder", f"DATA_DIR {folder} has {free:.0f} GiB free.")
    else:
        yield Finding("error", "disk_full", f"DATA_DIR {folder} has only {free:.2f} GiB free: clicks may be lost.")


def postgresql(settings: Settings) -> Iterator[Finding]:
    """Whether it answers, with roles as they must be, and the schema of this version."""
    if not settings.database_url:
        yield _embedded(settings, "postgres", "PostgreSQL", "DATABASE_URL")
        return
    engine = create_engine(db.role_url(settings, db.OWNER), connect_args=db.connect_args(db.OWNER))
    try:
        with engine.connect() as connection:
            yield Finding("ok", "postgres", "PostgreSQL answers at DATABASE_URL.")
            yield from _owner(connection)
            yield from _roles(settings, connection)
            yield _schema(connection)
    except SQLAlchemyError as fault:
        yield Finding("error", "postgres_down", f"PostgreSQL does not answer at DATABASE_URL: {first_line(fault)}")
    finally:
        engine.dispose()


def _embedded(settings: Settings, store: Literal["postgres", "valkey"], name: str, variable: str) -> Finding:
    try:
        _ = binaries() if store == "postgres" else binary()
    except SmartLinksError as fault:
        return Finding("error", fault.code, f"{variable} is not set, and {fault.message}")
    pid = holder(settings.data_dir, store)
    state = f"runs under process {pid}" if pid else "starts with `smartlinks up`"
    return Finding("ok", store, f"{variable} is not set: the embedded {name} {state}.")


def _owner(connection: Connection) -> Iterator[Finding]:
    asked = "SELECT rolsuper OR rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    beyond, may_create = connection.execute(text(asked)).one()
    if beyond:
        sentence = "DATABASE_URL's role passes row-level security: use one that is neither superuser nor BYPASSRLS."
        yield Finding("error", "owner_too_strong", sentence)
    elif not may_create:
        yield Finding("error", "owner_too_weak", "DATABASE_URL's role needs CREATEROLE, to make the roles we work as.")


def _roles(settings: Settings, connection: Connection) -> Iterator[Finding]:
    """The working roles: there, held by row-level security, and open to the passwords that SECRET_KEY gives."""
    asked = "SELECT rolname, rolsuper OR rolbypassrls AS beyond FROM pg_roles WHERE rolname = ANY(:names)"
    names = [db.role_name(role) for role in db.ROLES]
    found = {row.rolname: row.beyond for row in connection.execute(text(asked), {"names": names})}
    for role, name in zip(db.ROLES, names, strict=True):
        if name not in found:
            yield Finding("error", "role_missing", f"The role {name} is missing: run `smartlinks migrate`.")
        elif found[name]:
            yield Finding("error", "role_too_strong", f"The role {name} passes row-level security: take that away.")
        elif not _opens(settings, role):
            sentence = f"The role {name} cannot log in: has SECRET_KEY changed? Run `smartlinks migrate`."
            yield Finding("error", "role_locked", sentence)


def _schema(connection: Connection) -> Finding:
    if is_current(connection):
        return Finding("ok", "migrations", "The database is at this version.")
    return Finding("error", "migrations", "The database is not at this version: run `smartlinks migrate`.")


def _opens(settings: Settings, role: str) -> bool:
    engine = create_engine(db.role_url(settings, role), connect_args=db.connect_args(role))
    try:
        with engine.connect():
            return True
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def redis(settings: Settings) -> Iterator[Finding]:
    """Whether it answers and keeps what it is given."""
    if not settings.redis_url:
        yield _embedded(settings, "valkey", "Valkey", "REDIS_URL")
        return
    try:
        with redis_py.Redis.from_url(
            settings.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
        ) as client:
            policy = client.info("memory").get("maxmemory_policy", "noeviction")
    except (redis_py.RedisError, ValueError) as fault:
        yield Finding("error", "redis_down", f"Redis does not answer at REDIS_URL: {first_line(fault)}")
        return
    if policy == "noeviction":
        yield Finding("ok", "redis", "Redis answers at REDIS_URL.")
    else:
        yield Finding("warning", "redis_evicts", f"Redis throws keys away ({policy}): set maxmemory-policy noeviction.")
