"""Makes links of the CRM's own trigger links, each once, and says of every one that it could not why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from oauth.tokens import crm_for
from plugin.crm import trigger_links
from plugin.crm.trigger_links import CrmLink
from plugin.errors import Invalid, SmartLinksError
from plugin.fields import UNFIT
from plugin.links import verbs as links
from plugin.links.models import Link
from plugin.locations import verbs as locations
from plugin.tenancy import location_of, tenant

MOST: Final = 1_000  # at once: a request of some seconds; what is left is taken by asking again
PIECE: Final = 50  # made in one transaction, so that nobody else waits long for the account's limit
LONGEST_NAME: Final = 200
LONGEST_ID: Final = 100
LOCK: Final = 0x1147


@dataclass(frozen=True, slots=True)
class Failure:
    """A trigger link that was not imported: its name in the CRM, and why."""

    name: str
    code: str
    reason: str


@dataclass(slots=True)
class Report:
    """What an import did; `skipped` were imported before, `left` are beyond what one import takes."""

    imported: int = 0
    skipped: int = 0
    left: int = 0
    failed: list[Failure] = field(default_factory=list)


def import_all(location_id: int, by: str, search: str, now: datetime) -> Report:
    """Import all trigger links, or those that the CRM finds for `search`; `by` is the CRM's id of who does it.

    Raises what plugin.crm.errors names where the CRM does not list them; then nothing was imported.
    """
    with tenant(location_id) as db:
        place = locations.crm_id(db)
    crm = crm_for(location_id)
    found = trigger_links.search(crm, place, search) if search else trigger_links.list_(crm, place)
    known = _known(location_id, found)
    report = Report(skipped=len(known))
    fresh = [link for link in found if link.id not in known]
    report.left = max(0, len(fresh) - MOST)
    for first in range(0, len(fresh[:MOST]), PIECE):
        with tenant(location_id) as db:
            _take_piece(db, fresh[first : min(first + PIECE, MOST)], report, by, now)
    return report


def _known(location_id: int, found: Sequence[CrmLink]) -> set[str]:
    with tenant(location_id) as db:
        return _imported(db, found)


def _imported(db: Session, found: Sequence[CrmLink]) -> set[str]:
    ids = [link.id for link in found if "\x00" not in link.id]
    return {str(crm_id) for crm_id in db.scalars(select(Link.crm_link_id).where(Link.crm_link_id.in_(ids)))}


def _take_piece(db: Session, piece: Sequence[CrmLink], report: Report, by: str, now: datetime) -> None:
    # Of two imports at once the second waits here, and finds what the first has made.
    db.execute(select(func.pg_advisory_xact_lock(LOCK, location_of(db) & 0x7FFFFFFF)))
    known = _imported(db, piece)
    report.skipped += len(known)
    for link in piece:
        if link.id in known:
            continue
        failure = _take(db, link, by, now)
        if failure is None:
            report.imported += 1
        else:
            report.failed.append(failure)


def _take(db: Session, link: CrmLink, by: str, now: datetime) -> Failure | None:
    name = UNFIT.sub(" ", link.name).strip()[:LONGEST_NAME]
    try:
        with db.begin_nested():
            _check(link)
            fields = {"destination": link.redirect_to, **({"title": name} if name else {})}
            made = links.create(db, fields, by, now)
            db.execute(update(Link).where(Link.id == made.id).values(crm_link_id=link.id))
    except SmartLinksError as refused:
        return Failure(name or link.id, refused.code, refused.message)
    return None


def _check(link: CrmLink) -> None:
    if len(link.id) > LONGEST_ID or UNFIT.search(link.id):
        raise Invalid("id", "The CRM's id of this link is none that we can keep.")
    if "{{" in link.redirect_to:
        raise Invalid(
            "destination",
            "Its address holds a merge field, which only the CRM fills in. Make it by hand, with the address meant.",
            code="merge_field",
        )
