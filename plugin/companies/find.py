"""A company's accounts as its admins see them: by name, with what each has and was clicked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from oauth.models import HEALTHY, UNINSTALLED, CompanyInstall, Install
from plugin.clicks.models import ClicksByQuarter, LinkTotals
from plugin.errors import NotFound
from plugin.links.models import Link
from plugin.locations.models import Location, Terms
from plugin.paging import LIMIT, Order, read_page

RECENT: Final = timedelta(days=30)
BY_NAME: Final = Order("name", func.lower(Location.name), str, Location.id)


@dataclass(frozen=True, slots=True)
class Account:
    """One account that has us; `clicks` are people's since it began, `clicks_30_days` of the last thirty days."""

    id: int
    name: str
    state: str
    plan: str
    links: int
    clicks_30_days: int
    clicks: int
    installed_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """One account that has us, by name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Query:
    """Which accounts are asked for; an empty search does not narrow."""

    search: str = ""
    cursor: str = ""
    limit: int = LIMIT


def several(db: Session, wanted: Query, now: datetime) -> dict[str, Any]:
    """A page of the accounts of the session's company, the cursor of the next, and how many match in all."""
    own_state = db.scalar(select(CompanyInstall.state))
    matching = [Install.state != UNINSTALLED]
    if wanted.search:
        matching.append(Location.name.icontains(wanted.search, autoescape=True))
    installed = select(func.count()).select_from(Location).join(Install, Install.location_id == Location.id)
    rows, after = read_page(db, _shown(now).where(*matching), BY_NAME, wanted.cursor, wanted.limit)
    items = [_shape(row, own_state) for row in rows]
    return {"items": items, "next": after or None, "total": db.scalar(installed.where(*matching)) or 0}


def most_clicked(db: Session, most: int) -> tuple[list[Listed], int]:
    """The accounts of the session's company that were clicked most since they began, and how many accounts it has."""
    clicks = select(_sum(LinkTotals.clicks)).where(LinkTotals.location_id == Location.id)
    ordered = clicks.correlate(Location).scalar_subquery().desc()
    installed = select(Location.id, Location.name, func.count().over())
    here = installed.join(Install, Install.location_id == Location.id).where(Install.state != UNINSTALLED)
    rows = db.execute(here.order_by(ordered, Location.id).limit(most)).all()
    return [Listed(row[0], row[1]) for row in rows], rows[0][2] if rows else 0


def generation(db: Session, location_id: int) -> int:
    """That of an account's present install. Raises NotFound for another company's and for one without any."""
    here = select(Install.generation).join(Location, Location.id == Install.location_id)
    found = db.scalar(here.where(Location.id == location_id, Install.state != UNINSTALLED))
    if found is None:
        raise NotFound("There is no such account. It may have uninstalled Smart Links.")
    return found


def _shown(now: datetime) -> Select[Any]:
    # One look-up for each account of a page, by the keys that lead with it, and none for the rest of the company.
    links = select(func.count(Link.id)).where(Link.location_id == Location.id)
    total = select(_sum(LinkTotals.clicks)).where(LinkTotals.location_id == Location.id)
    recent = select(_sum(ClicksByQuarter.clicks))
    recent = recent.where(ClicksByQuarter.location_id == Location.id, ClicksByQuarter.quarter >= now - RECENT)
    counted = {"links": links, "clicks": total, "clicks_30_days": recent}
    totals = [each.correlate(Location).scalar_subquery().label(name) for name, each in counted.items()]
    known: list[Any] = [
        Location.id, Location.name, Terms.plan, Install.state, Install.via_company, Install.installed_at,
    ]  # fmt: skip
    shown = select(*known, *totals).join(Install, Install.location_id == Location.id)
    return shown.join(Terms, Terms.location_id == Location.id)


def _sum(column: Any) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0)


def _shape(row: Row[Any], own_state: str | None) -> Account:
    """An account that came by its company is no better off than the company's own install."""
    state = own_state if row.via_company and row.state == HEALTHY and own_state else row.state
    return Account(
        id=row.id,
        name=row.name,
        state=state,
        plan=row.plan,
        links=row.links,
        clicks_30_days=int(row.clicks_30_days),
        clicks=int(row.clicks),
        installed_at=row.installed_at,
    )
