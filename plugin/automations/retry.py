"""Having done once more what failed: by a person, for one run or for all."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from plugin.automations import queue
from plugin.automations.claims import ALONE
from plugin.automations.find import RunShown, shape
from plugin.automations.forget_runs import GONE
from plugin.automations.models import ENDED, FAILED, UNKNOWN, WAITING, Run
from plugin.errors import Conflict, NotFound
from plugin.tenancy import after_commit, location_of

OVER: Final = (FAILED, UNKNOWN, ENDED)


def one(db: Session, run_id: int) -> RunShown:
    """Have a run done again that failed, ended, or of which nobody knows. Raises NotFound or Conflict."""
    run = db.scalar(select(Run).where(Run.id == run_id).with_for_update())
    if run is None:
        raise NotFound("There is no such run.")
    if run.state not in OVER:
        raise Conflict("Only what failed, ended or is unknown can be done again.", code="run_not_over", state=run.state)
    if run.reason_code == GONE:
        raise Conflict("The contact of this run is gone.", code="contact_gone")
    _again(db, Run.id == run_id)
    db.refresh(run)
    return shape(db, [run])[0]


def all_(db: Session, kind: str | None = None, link_id: int | None = None) -> int:
    """Have every failed run done again, of one kind or link or of all; how many.

    Those of which nobody knows whether they were done are among them only where their kind is named.
    """
    wanted = Run.state == FAILED
    if kind is not None:
        wanted = and_(Run.kind == kind, or_(wanted, Run.state == UNKNOWN))
    return _again(db, wanted if link_id is None else and_(wanted, Run.link_id == link_id))


def _again(db: Session, wanted: ColumnElement[bool]) -> int:
    # A person's word is what a run that is done at most once waited for; what can be read back still is.
    values = {
        Run.state: WAITING, Run.attempts: 0, Run.next_at: func.now(), Run.retried_at: func.now(),
        Run.finished_at: None, Run.reason: None, Run.reason_code: None,
        Run.sent_at: case((Run.kind.in_(ALONE), None), else_=Run.sent_at),
    }  # fmt: skip
    again = db.scalars(update(Run).where(wanted).values(values).returning(Run.id)).all()
    location_id = location_of(db)
    after_commit(db, lambda: queue.tell([location_id]))
    return len(again)
