"""Runs as staff see them, the newest first."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from plugin.automations.models import WAITING, Run
from plugin.paging import LIMIT, Order, read_page

NEWEST = Order("-created", Run.created_at.expression, datetime, Run.id, down=True)


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run as the API shows it; `next_at` is there while it waits."""

    id: int
    kind: str
    link_id: int
    crm_contact_id: str
    state: str
    reason_code: str | None
    reason: str | None
    attempts: int
    created_at: datetime
    finished_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Query:
    """Which runs are asked for; None does not narrow."""

    link_id: int | None = None
    state: str | None = None
    cursor: str = ""
    limit: int = LIMIT


def list_(db: Session, wanted: Query) -> dict[str, list[RunShown] | str | None]:
    """A page of runs and the cursor of the next. Raises Invalid (`cursor`)."""
    rows, after = read_page(db, _matching(wanted), NEWEST, wanted.cursor, wanted.limit)
    return {"items": [_shape(row.Run) for row in rows], "next": after or None}


def _matching(wanted: Query) -> Select[Run]:
    rows = select(Run)
    if wanted.link_id is not None:
        rows = rows.where(Run.link_id == wanted.link_id)
    return rows if wanted.state is None else rows.where(Run.state == wanted.state)


def _shape(run: Run) -> RunShown:
    shown = RunShown(**{each.name: getattr(run, each.name) for each in dataclasses.fields(RunShown)})
    return shown if run.state == WAITING else dataclasses.replace(shown, next_at=None)
