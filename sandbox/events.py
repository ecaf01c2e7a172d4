"""What the CRM tells its apps: one function per family of webhook, each with the flat body of api/webhooks."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.ids import stamp
from sandbox.state import here

if TYPE_CHECKING:
    import sqlite3

    from sandbox.tokens import Grant


def tell(db: sqlite3.Connection, kind: str, body: dict[str, Any]) -> str:
    """Send one event of the app's: `body` with its type, app, time and id. Answers the webhook id."""
    sandbox, webhook_id = here(), str(uuid.uuid4())
    known = {"type": kind, "appId": sandbox.config.app_id, "versionId": sandbox.config.version_id}
    payload = {**known, "timestamp": stamp(), "webhookId": webhook_id, **body}
    sandbox.courier.take(db, webhook_id, payload)
    return webhook_id


def installed(
    db: sqlite3.Connection, grant: Grant, location_id: str | None, company_name: str, *, bare: bool = False
) -> None:
    """INSTALL: of one location, or of the company itself without a `locationId`; a `bare` one names no company."""
    body: dict[str, Any] = {
        "installType": "Location" if location_id else "Company",
        "companyId": grant.company_id,
        "planId": grant.plan_id,
        "trial": {"onTrial": False},
        "isWhitelabelCompany": False,
        "whitelabelDetails": {},
        "companyName": company_name,
    }
    about = {"locationId": location_id, "userId": grant.user_id}
    left_out = ("companyId", "companyName") if bare else ()
    told = {name: value for name, value in body.items() if name not in left_out}
    tell(db, "INSTALL", {**told, **{name: value for name, value in about.items() if value}})


def uninstalled(db: sqlite3.Connection, company_id: str, location_id: str | None) -> None:
    """UNINSTALL: only the one id that it is about."""
    tell(db, "UNINSTALL", {"locationId": location_id} if location_id else {"companyId": company_id})


def plan_changed(db: sqlite3.Connection, grant: Grant, new_plan_id: str) -> None:
    """PLAN_CHANGE of one location or company."""
    body = {"companyId": grant.company_id, "currentPlanId": grant.plan_id, "newPlanId": new_plan_id}
    about = {"locationId": grant.location_id, "userId": grant.user_id}
    tell(db, "PLAN_CHANGE", {**body, **{name: value for name, value in about.items() if value}})


def paid(db: sqlite3.Connection, grant: Grant, previous: str, new: str) -> None:
    """APP_PAYMENT_STATUS of one location or company; each status is COMPLETE, FAILED or PENDING."""
    body = {"companyId": grant.company_id, "userId": None, "previousStatus": previous, "newStatus": new}
    tell(db, "APP_PAYMENT_STATUS", {**body, **({"locationId": grant.location_id} if grant.location_id else {})})


def contact(db: sqlite3.Connection, kind: str, seen: dict[str, Any]) -> None:
    """ContactCreate, ContactUpdate, ContactDelete, ContactTagUpdate or ContactDndUpdate of a contact as read back."""
    names = (
        "locationId", "id", "firstName", "lastName", "name", "email", "phone", "companyName", "address1", "city",
        "state", "country", "postalCode", "website", "source", "dateAdded", "dateOfBirth", "dnd", "tags", "assignedTo",
        "customFields",
    )  # fmt: skip
    tell(db, kind, {**{name: seen[name] for name in names if name in seen}, "attachments": []})


def note(db: sqlite3.Connection, kind: str, location_id: str, seen: dict[str, Any]) -> None:
    """NoteCreate, NoteUpdate or NoteDelete."""
    body = {name: seen[name] for name in ("id", "body", "contactId", "dateAdded")}
    tell(db, kind, {"locationId": location_id, **body})
