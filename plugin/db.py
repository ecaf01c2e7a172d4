"""PostgreSQL: one engine for each role that this process uses, and the base of every room's tables."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from typing import ClassVar, Final

from sqlalchemy import URL, Engine, MetaData, Text, create_engine, make_url
from sqlalchemy.orm import DeclarativeBase

from plugin.errors import Unavailable
from plugin.settings import Settings

ROLES: Final = ("app", "company", "clicks", "recorder", "cron")
OWNER: Final = "owner"
# A statement that runs longer than this holds up others: milliseconds, by role.
TIMEOUTS_MS: Final = {OWNER: 0, "app": 15_000, "company": 15_000, "clicks": 1_000, "recorder": 60_000, "cron": 120_000}

NAMING: Final = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
}


class Base(DeclarativeBase):
    """What every room's tables derive from; the migrations own the schema, tests hold the two together."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {str: Text}


_engines: dict[str, Engine] = {}
_making = threading.Lock()  # of two threads that come first, one must not leave a pool behind
_settings: list[Settings] = []


def configure(settings: Settings) -> None:
    """Choose the database of this process; engines of an earlier choice are closed."""
    for engine in _engines.values():
        engine.dispose()
    _engines.clear()
    _settings[:] = [settings]


def settings() -> Settings:
    """The settings that this process was configured with."""
    if not _settings:
        raise Unavailable("The database is not configured in this process.", code="not_configured")
    return _settings[0]


def role_name(role: str) -> str:
    """The PostgreSQL role of one of ROLES; the prefix keeps us apart from others on a shared server."""
    return f"smartlinks_{role}"


def role_password(secret_key: str, role: str) -> str:
    """The password of a role, derived so that nobody has to keep all of them."""
    digest = hmac.digest(secret_key.encode(), f"postgresql role {role}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def role_url(chosen: Settings, role: str) -> URL:
    """DATABASE_URL (the owner's) with another role's name and password; raises Unavailable where it is not set."""
    if not chosen.database_url:
        raise Unavailable("DATABASE_URL is not set and no embedded PostgreSQL is running.", code="not_configured")
    url = make_url(chosen.database_url).set(drivername="postgresql+psycopg")
    if role == OWNER:
        return url
    return url.set(username=role_name(role), password=role_password(chosen.secret_key, role))


def connect_args(role: str) -> dict[str, object]:
    """What each connection of a role begins with; `prepare_threshold` off, so that a pooler may stand between."""
    options = f"-c statement_timeout={TIMEOUTS_MS[role]} -c timezone=UTC"
    return {
        "prepare_threshold": None,
        "connect_timeout": 5,
        "options": options,
        "application_name": f"smartlinks-{role}",
    }


def engine(role: str = "app") -> Engine:
    """The pool of one role, made when first asked for."""
    with _making:
        if role not in _engines:
            chosen = settings()
            _engines[role] = create_engine(
                role_url(chosen, role),
                connect_args=connect_args(role),
                pool_size=chosen.threads,
                max_overflow=chosen.threads,
                pool_timeout=5,
                pool_pre_ping=True,
            )
        return _engines[role]
