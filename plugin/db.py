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
REPORTS: Final = "reports"  # the app's role, where reports are read from
# What every session of a role begins with; kept at the role, so that it holds through a pooler too. A statement that
# runs longer than its role's time-out (milliseconds) holds up others. Reports count distinct visitors by sorting them,
# and read the indexes of clicks rather than the rows while a vacuum is a little behind.
SESSION: Final = {"timezone": "UTC", "jit": "off"}
ROLE_SETTINGS: Final = {
    "app": SESSION | {"statement_timeout": "5000", "work_mem": "64MB", "random_page_cost": "1.1"},
    "company": SESSION | {"statement_timeout": "5000"},
    "clicks": SESSION | {"statement_timeout": "1000"},
    "recorder": SESSION | {"statement_timeout": "60000"},
    "cron": SESSION | {"statement_timeout": "120000"},
}

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


def role_url(chosen: Settings, role: str, *, direct: bool = False) -> URL:
    """DATABASE_URL (the owner's) with another role's name and password; raises Unavailable where it is not set.

    `direct` goes past a pooler, as the owner does always: what it does lasts longer than a transaction.
    """
    address = chosen.reports_database_url if role == REPORTS else None
    if direct or role == OWNER:
        address = chosen.database_direct_url
    address = address or chosen.database_url
    if not address:
        raise Unavailable("DATABASE_URL is not set and no embedded PostgreSQL is running.", code="not_configured")
    url = make_url(address).set(drivername="postgresql+psycopg")
    if role == OWNER:
        return url
    role = "app" if role == REPORTS else role
    return url.set(username=role_name(role), password=role_password(chosen.secret_key, role))


def connect_args(role: str) -> dict[str, object]:
    """What each connection of a role begins with; `prepare_threshold` off, so that a pooler may stand between."""
    made: dict[str, object] = {
        "prepare_threshold": None,
        "connect_timeout": 5,
        "application_name": f"smartlinks-{role}",
    }
    # The others have theirs from `migrate`; a pooler would not pass options on.
    return made | {"options": "-c timezone=UTC"} if role == OWNER else made


def engine(role: str = "app") -> Engine:
    """The pool of one role, made when first asked for; reports share the app's unless they have a replica."""
    chosen = settings()
    if role == REPORTS and not chosen.reports_database_url:
        role = "app"
    with _making:
        if role not in _engines:
            _engines[role] = create_engine(
                role_url(chosen, role),
                connect_args=connect_args(role),
                pool_size=chosen.threads,
                max_overflow=chosen.threads,
                pool_timeout=5,
                pool_pre_ping=True,
            )
        return _engines[role]
