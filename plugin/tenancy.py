"""The only ways to the database: as one tenant, or, with a stated reason, as a role whose tables are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

from plugin import db
from plugin.errors import Unavailable

SETTING = "smartlinks.location_id"


class TenantSession(Session):
    """A session whose every transaction is opened for the location in `info`."""


@event.listens_for(TenantSession, "after_begin")
def _name_the_tenant(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    # Local to the transaction: a pooled connection carries nothing over to whoever borrows it next.
    values = {"name": SETTING, "value": str(session.info["location_id"])}
    connection.execute(text("SELECT set_config(:name, :value, true)"), values)


@contextmanager
def tenant(location_id: int) -> Iterator[Session]:
    """A transaction that sees and writes the rows of one location only; commits at the end, rolls back on an error."""
    with TenantSession(db.engine("app"), info={"location_id": location_id}) as session:
        with session.begin():
            yield session
        _committed(session)


@contextmanager
def reading(location_id: int) -> Iterator[Session]:
    """A transaction that sees the rows of one location and writes none; of a replica, where reports have one."""
    engine = db.engine(db.REPORTS).execution_options(postgresql_readonly=True)
    with TenantSession(engine, info={"location_id": location_id}) as session, session.begin():
        yield session


@contextmanager
def unscoped(role: str, reason: str) -> Iterator[Session]:
    """A transaction across tenants as one of the roles whose policies name their tables; callers are listed in a test.

    `reason` is shown in pg_stat_activity. Raises Unavailable for the role that is walled (`app`).
    """
    if role == "app" or role not in (*db.ROLES, db.OWNER):
        raise Unavailable(f"No cross-tenant role is called {role!r}.", code="no_such_role")
    with Session(db.engine(role)) as session:
        with session.begin():
            session.execute(
                text("SELECT set_config('application_name', :why, true)"), {"why": f"{role}: {reason}"[:63]}
            )
            yield session
        _committed(session)


def after_commit(session: Session, callback: Callable[[], object]) -> None:
    """Call back once the session's whole transaction has committed; never where it rolls back."""
    session.info.setdefault("after_commit", []).append(callback)


def _committed(session: Session) -> None:
    for callback in session.info.pop("after_commit", []):
        callback()


def location_of(session: Session) -> int:
    """The location that a tenant's session belongs to."""
    location_id: Any = session.info.get("location_id")
    if not isinstance(location_id, int):
        raise Unavailable("This needs a tenant's session.", code="no_tenant")
    return location_id
