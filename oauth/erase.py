"""An account that left is erased in pieces; what stays is the ids that keep its short links from being given away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from oauth.models import UNINSTALLED, CompanyInstall, Install
from plugin import db as database
from plugin.jobs import tell
from plugin.locations import verbs as locations
from plugin.tenancy import company, tenant, unscoped

AT_ONCE: Final = 100
CHUNK: Final = 5_000
PIECES: Final = 10  # for one job, a second or two: the next goes on from there
# Whatever is a tenant's and not named here goes: a table of tomorrow is erased without being listed anywhere.
KEPT: Final = ("installs", "terms", "addresses")
# Links first: the recorder drops the clicks of a link that is gone.
TABLES: Final = """
SELECT c.relname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'location_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
    AND has_table_privilege(c.oid, 'DELETE') AND c.relname <> ALL(:kept)
ORDER BY c.relname <> 'links', c.relname
"""
# A piece by its rows' places: in another partition the same place holds a row of the same tenant, or none we may see.
DELETE: Final = """
DELETE FROM {table} WHERE location_id = smartlinks_location()
    AND ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE location_id = smartlinks_location() LIMIT :chunk))
"""
WITHDRAW: Final = """
UPDATE addresses SET kind = 'gone', target_id = NULL,
    published = jsonb_build_object('version', coalesce((published ->> 'version')::integer, 0) + 1)
WHERE location_id = smartlinks_location() AND kind <> 'gone' AND ctid = ANY(ARRAY(
    SELECT ctid FROM addresses WHERE location_id = smartlinks_location() AND kind <> 'gone' LIMIT :chunk
))
"""


def due(now: datetime) -> list[int]:
    """The locations that uninstalled ERASE_AFTER_DAYS ago and are not erased yet, the longest gone first."""
    wanted = select(Install.location_id).where(Install.state == UNINSTALLED, Install.erased_at.is_(None))
    wanted = wanted.where(Install.uninstalled_at <= now - _patience()).order_by(Install.uninstalled_at).limit(AT_ONCE)
    with unscoped("cron", "find accounts to erase") as session:
        return list(session.scalars(wanted))


def erase(location_id: int, now: datetime) -> bool:
    """Erase a location that is due; False where that is more than one job should do: the next is queued.

    Should it be installed again meanwhile, what is left by then stays.
    """
    for _ in range(PIECES):
        with tenant(location_id) as session:
            is_over, place = _erase_piece(session, now), locations.place(session)
        if is_over:
            _forget_company(place.company_id)
            return True
    tell("erase_location", location_id=location_id)
    return False


def _erase_piece(session: Session, now: datetime) -> bool:
    """True once nothing is left to do; the install's lock keeps a new install out for as long as a piece takes."""
    install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
    if install is None or install.state != UNINSTALLED or install.erased_at is not None:
        return True
    if install.uninstalled_at is None or install.uninstalled_at > now - _patience():
        return True
    if _takes_away(session):
        return False
    install.erased_at = now
    install.crm_user_id = install.crm_plan_id = install.whitelabel_host = install.state_reason = None
    install.scopes, install.trial_ends_at, install.payment, install.grace_until = [], None, None, None
    locations.forget(session, database.settings().default_plan)
    return True


def _takes_away(session: Session) -> bool:
    """Whether anything was there still; stops with the first table of which a whole piece went."""
    tables = session.scalars(text(TABLES), {"kept": list(KEPT)}).all()
    most = 0
    for statement in (WITHDRAW, *(DELETE.format(table=table) for table in tables)):
        done = session.execute(text(statement), {"chunk": CHUNK})
        most = max(most, done.rowcount)  # type: ignore[attr-defined] # of a change
        if most >= CHUNK:
            break
    return most > 0


def _forget_company(company_id: int) -> None:
    """What is known of a company goes with the last of its accounts, unless it has us still."""
    with company(company_id) as session:
        if session.scalar(select(CompanyInstall.state)) not in {None, UNINSTALLED}:
            return
        if session.scalar(select(Install.location_id).where(Install.erased_at.is_(None)).limit(1)) is not None:
            return
        session.execute(update(CompanyInstall).values(crm_user_id=None, crm_plan_id=None, whitelabel_host=None))
    locations.forget_company(company_id)


def _patience() -> timedelta:
    return timedelta(days=database.settings().erase_after_days)
