"""The only ways to the database: as one tenant, as one company, or, with a reason, as a role whose tables are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

from plugin import db
from plugin.errors import Unavailable

WALLED = ("location_id", "company_id")  # what a session of the role `app`, of the role `company` is opened for


class WalledSession(Session):
    """A session whose every transaction is opened for the one location, or the one company, in `info`."""


@event.listens_for(WalledSession, "after_begin")
def _name_whose(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    name = next(name for name in WALLED if name in session.info)
    # Local to the transaction: a pooled connection carries nothing over to whoever borrows it next.
    values = {"name": f"smartlinks.{name}", "value": str(session.info[name])}
    connection.execute(text("SELECT set_config(:name, :value, true)"), values)


@contextmanager
def tenant(location_id: int) -> Iterator[Session]:
    """A transaction that sees and writes the rows of one location only; commits at the end, rolls back on an error."""
    with WalledSession(db.engine("app"), info={"location_id": location_id}) as session:
        with session.begin():
            yield session
        _committed(session)


@contextmanager
def company(company_id: int) -> Iterator[Session]:
    """A transaction that sees one company: its own install, and its accounts with their totals, which it cannot write.

    It is another role than a tenant's: of an account it sees no token, no destination and nobody who clicked.
    """
    with WalledSession(db.engine("company"), info={"company_id": company_id}) as session:
        with session.begin():
            yield session
        _committed(session)


@contextmanager
def reading(location_id: int) -> Iterator[Session]:
    """A transaction that sees the rows of one location and writes none; of a replica, where reports have one."""
    engine = db.engine(db.REPORTS).execution_options(postgresql_readonly=True)
    with WalledSession(engine, info={"location_id": location_id}) as session, session.begin():
        yield session


@contextmanager
def unscoped(role: str, reason: str) -> Iterator[Session]:
    """A transaction across tenants as one of the roles whose policies name their tables; callers are listed in a test.

    `reason` is shown in pg_stat_activity. Raises Unavailable for the roles that are walled (`app`, `company`).
    """
    if role in {"app", "company"} or role not in (*db.ROLES, db.OWNER):
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
