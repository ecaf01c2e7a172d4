"""Where the app is installed: in a location, in a company, in the locations that a company chose for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox import events, tokens
from sandbox.ids import stamp
from sandbox.state import here

if TYPE_CHECKING:
    import sqlite3


def agree(
    db: sqlite3.Connection, user_id: str, scopes: tuple[str, ...], company_id: str, location_id: str | None
) -> tokens.Grant:
    """The grant that consent to one location, or to a whole company (None), gives."""
    config = here().config
    return tokens.Grant(config.app_id, company_id, location_id, user_id, plan_of(db, location_id or company_id), scopes)


def renewed(db: sqlite3.Connection, grant: tokens.Grant) -> tokens.Grant:
    """A grant with the plan of today."""
    return replace(grant, plan_id=plan_of(db, grant.resource))


def plan_of(db: sqlite3.Connection, resource: str) -> str:
    """The plan of an installation, before one the plan that the sandbox was started with."""
    row = db.execute(
        "select plan_id from installs where location_id = ? or (company_id = ? and location_id = '')",
        (resource, resource),
    ).fetchone()
    return str(row["plan_id"]) if row else here().config.plan_id


def install(db: sqlite3.Connection, grant: tokens.Grant, location_ids: list[str], *, bare: bool = False) -> None:
    """Install in these locations, and in the company too where the grant is its own; tell the app of each."""
    name = _company(db, grant.company_id)["name"]
    for location_id in [*([] if grant.location_id else [""]), *location_ids]:
        db.execute(
            "insert or replace into installs (company_id, location_id, user_id, plan_id, installed_at, future)"
            " values (?, ?, ?, ?, ?, ?)",
            (grant.company_id, location_id, grant.user_id, grant.plan_id, stamp(), int(grant.future)),
        )
        events.installed(db, grant, location_id or None, name, bare=bare)


def install_in_new(db: sqlite3.Connection, company_id: str, location_id: str) -> None:
    """A location made after its company asked for future ones gets the app unasked; its INSTALL names no user."""
    row = db.execute(
        "select * from installs where company_id = ? and location_id = '' and future = 1", (company_id,)
    ).fetchone()
    if row:
        plan_id = row["plan_id"]
        install(db, tokens.Grant(here().config.app_id, company_id, location_id, "", plan_id, ()), [location_id])


def uninstall(db: sqlite3.Connection, company_id: str, location_id: str | None) -> None:
    """End an installation with its tokens: one location's, or the company's with all of its locations'."""
    where, values = ("location_id = ?", (location_id,)) if location_id else ("company_id = ?", (company_id,))
    db.execute(f"delete from installs where {where}", values)  # noqa: S608 - one of two literals
    db.execute(f"delete from tokens where {where}", values)  # noqa: S608 - one of two literals
    events.uninstalled(db, company_id, location_id)


def change_plan(db: sqlite3.Connection, row: sqlite3.Row, plan_id: str) -> None:
    """Another plan for one installation, in its tokens too from their next issue on."""
    grant = tokens.Grant(
        here().config.app_id, row["company_id"], row["location_id"] or None, row["user_id"] or "", row["plan_id"], ()
    )
    db.execute(
        "update installs set plan_id = ? where company_id = ? and location_id = ?",
        (plan_id, row["company_id"], row["location_id"]),
    )
    events.plan_changed(db, grant, plan_id)


def find(db: sqlite3.Connection, resource: str) -> sqlite3.Row | None:
    """The installation in a location, or a company's own."""
    row: sqlite3.Row | None = db.execute(
        "select * from installs where location_id = ? or (company_id = ? and location_id = '')", (resource, resource)
    ).fetchone()
    return row


def in_company(db: sqlite3.Connection, company_id: str) -> list[dict[str, Any]]:
    """Every location of a company, with what is known of its installation."""
    rows = db.execute(
        "select l.body, i.installed_at, i.plan_id from locations l left join installs i on i.location_id = l.id"
        " where l.company_id = ? order by l.rowid",
        (company_id,),
    )
    return [_place(row) for row in rows]


def _place(row: sqlite3.Row) -> dict[str, Any]:
    location = json.loads(row["body"])
    place = {"_id": location["id"], "name": location["name"], "address": location["address"]}
    if row["installed_at"] is None:
        return {**place, "isInstalled": False}
    known = {"versionId": here().config.version_id, "installedAt": row["installed_at"]}
    return {**place, "isInstalled": True, **known}


def _company(db: sqlite3.Connection, company_id: str) -> dict[str, Any]:
    row = db.execute("select body from companies where id = ?", (company_id,)).fetchone()
    body: dict[str, Any] = json.loads(row["body"])
    return body


def details(db: sqlite3.Connection, grant: tokens.Grant) -> dict[str, Any]:
    """Who installed the app that asks, and on which plan (api/marketplace.json)."""
    company = _company(db, grant.company_id)
    known = {
        "companyId": grant.company_id,
        "companyName": company["name"],
        "companyEmail": company["email"],
        "relationshipNumber": "0-000-000",
        "userId": grant.user_id,
        "isWhitelabelCompany": False,
        "marketplaceAppPlanId": plan_of(db, grant.resource),
    }
    return {**known, "locationId": grant.location_id} if grant.location_id else known
