"""Runs as staff see them, the newest first."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from plugin.automations.models import WAITING, Run
from plugin.contacts.verbs import names_of
from plugin.links.models import Link
from plugin.paging import LIMIT, Order, read_page

NEWEST = Order("-created", Run.created_at.expression, datetime, Run.id, down=True)


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run as the API shows it; `next_at` is there while it waits, `link_id` where it is about one link.

    `contact_name` is what we call the contact, or whom a lead became; `link_name` the link's title, else its slug.
    """

    id: int
    kind: str
    link_id: int | None
    crm_contact_id: str
    state: str
    reason_code: str | None
    reason: str | None
    attempts: int
    created_at: datetime
    finished_at: datetime | None
    next_at: datetime | None
    trace_id: str | None
    answer: dict[str, Any] | None
    contact_name: str | None = None
    link_name: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Which runs are asked for; None does not narrow."""

    kind: str | None = None
    link_id: int | None = None
    contact_id: str | None = None
    state: str | None = None
    cursor: str = ""
    limit: int = LIMIT


def list_(db: Session, wanted: Query) -> dict[str, list[RunShown] | str | None]:
    """A page of runs and the cursor of the next. Raises Invalid (`cursor`)."""
    rows, after = read_page(db, _matching(wanted), NEWEST, wanted.cursor, wanted.limit)
    return {"items": shape(db, [row.Run for row in rows]), "next": after or None}


def _matching(wanted: Query) -> Select[Run]:
    asked = {
        Run.kind: wanted.kind, Run.link_id: wanted.link_id, Run.crm_contact_id: wanted.contact_id,
        Run.state: wanted.state,
    }  # fmt: skip
    return select(Run).where(*(column == value for column, value in asked.items() if value is not None))


def shape(db: Session, runs: Sequence[Run]) -> list[RunShown]:
    """Runs as the API shows them, with the names that we have: nobody waits for the CRM here."""
    people = names_of(db, [_whom(run) for run in runs])
    called = func.coalesce(func.nullif(Link.title, ""), Link.slug).label("called")
    found = db.execute(select(Link.id, called).where(Link.id.in_({run.link_id for run in runs})))
    links = {row.id: row.called for row in found}
    return [
        dataclasses.replace(_shape(run), contact_name=people.get(_whom(run)), link_name=links.get(run.link_id))
        for run in runs
    ]


def _whom(run: Run) -> str:
    """The contact's id; of a lead that was brought, whom it became, and blank before."""
    return run.crm_contact_id or next(iter((run.answer or {}).get("contacts", ())), "")


def _shape(run: Run) -> RunShown:
    kept = [each.name for each in dataclasses.fields(RunShown) if not each.name.endswith("_name")]
    shown = RunShown(**{name: getattr(run, name) for name in kept})
    shown = dataclasses.replace(shown, link_id=run.link_id or None)
    return shown if run.state == WAITING else dataclasses.replace(shown, next_at=None)
