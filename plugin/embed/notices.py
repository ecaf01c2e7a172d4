"""What staff should know before they wonder: of the CRM's access, of trial and payment, of what is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from oauth.health import connection
from oauth.models import NEEDS_REINSTALL, PARKED, Install
from plugin.embed.billing import billing_notices
from plugin.embed.notice import Notice
from plugin.locations.models import Location
from plugin.plans.limits import standing_of
from plugin.settings import Settings

# Clicks stand above this room, so their table is named here and not imported.
HISTORY: Final = table("history", column("next_days"), column("bites_at"))
NO_GEO: Final = Notice("no_geo", "info", "Countries and cities are unknown: no geo database is installed.")
OF_STATE: Final = {
    PARKED: Notice(
        "crm_parked", "warning", "Your CRM has paused this account. Tags wait and are added once it is active again."
    ),
    NEEDS_REINSTALL: Notice(
        "needs_reinstall", "error", "Your CRM no longer gives us access. Install Smart Links again to go on tagging."
    ),
}


def notices(db: Session, settings: Settings) -> list[Notice]:
    """What holds for this session's location now, the gravest of each matter first."""
    return [*_of_install(db), *_of_history(db), *_of_surroundings(settings)]


def _of_install(db: Session) -> Iterator[Notice]:
    install = db.execute(select(Install)).scalar_one_or_none()
    if install is None:
        return
    stands = connection(db)
    if stands is not None and stands.state in OF_STATE:
        yield OF_STATE[stands.state]
    zone = db.execute(select(Location.timezone)).scalar_one()
    yield from billing_notices(install, zone, datetime.now(UTC), lapsed=standing_of(db).lapsed)


def _of_history(db: Session) -> Iterator[Notice]:
    smaller = db.execute(select(HISTORY).where(HISTORY.c.next_days.is_not(None))).one_or_none()
    if smaller:
        yield _removal(smaller.next_days, smaller.bites_at)


def _removal(days: int, at: datetime) -> Notice:
    message = (
        f"From {at.day} {at:%B %Y} on, clicks older than {days} days are deleted: your plan no longer shows them. "
        "A larger plan until then keeps them."
    )
    return Notice("history_shrinks", "warning", message)


def _of_surroundings(settings: Settings) -> Iterator[Notice]:
    if settings.geo_database is None or not settings.geo_database.is_file():
        yield NO_GEO
