"""Access and refresh tokens: issued for a grant, found again, rotated once, ended."""

from __future__ import annotations

import dataclasses
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sandbox.ids import new_token

if TYPE_CHECKING:
    import sqlite3

ACCESS_SECONDS: Final = 86_399
REFRESH_SECONDS: Final = 365 * 86_400


@dataclass(frozen=True)
class Grant:
    """What somebody agreed to; `location_id` is None for a company's own grant."""

    app_id: str
    company_id: str
    location_id: str | None
    user_id: str
    plan_id: str
    scopes: tuple[str, ...]
    bulk: bool = False
    future: bool = False
    approved: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """`Location` or `Company`, the CRM's user type."""
        return "Location" if self.location_id else "Company"

    @property
    def resource(self) -> str:
        """Whose data it opens: the location's id or the company's."""
        return self.location_id or self.company_id

    def as_json(self) -> str:
        """For the store."""
        return json.dumps(dataclasses.asdict(self))


def grant_of(text: str) -> Grant:
    """The Grant that `as_json` wrote."""
    known: dict[str, Any] = json.loads(text)
    return Grant(**{**known, "scopes": tuple(known["scopes"]), "approved": tuple(known["approved"])})


def issue(db: sqlite3.Connection, grant: Grant) -> dict[str, Any]:
    """A new pair for a grant, as `/oauth/token` answers it (api/oauth.json)."""
    now = time.time()
    claims = {"authClass": grant.kind, "authClassId": grant.resource, "iat": int(now)}
    access, refresh = new_token({**claims, "exp": int(now) + ACCESS_SECONDS}), new_token(claims)
    db.execute(
        "insert into tokens (access, refresh, company_id, location_id, grant_json, expires_at, refresh_expires_at)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (access, refresh, grant.company_id, grant.location_id, grant.as_json(), now + ACCESS_SECONDS,
         now + REFRESH_SECONDS),
    )  # fmt: skip
    return _answer(grant, access, refresh)


def find(db: sqlite3.Connection, access: str) -> Grant | None:
    """The grant of an access token that has not expired."""
    row = db.execute("select grant_json from tokens where access = ? and expires_at > ?", (access, time.time()))
    found = row.fetchone()
    return grant_of(found["grant_json"]) if found else None


def find_refresh(db: sqlite3.Connection, refresh: str) -> Grant | None:
    """The grant of a refresh token that is neither spent nor expired."""
    row = db.execute(
        "select grant_json from tokens where refresh = ? and spent = 0 and refresh_expires_at > ?",
        (refresh, time.time()),
    ).fetchone()
    return grant_of(row["grant_json"]) if row else None


def spend(db: sqlite3.Connection, refresh: str) -> None:
    """A refresh token works once."""
    db.execute("update tokens set spent = 1 where refresh = ?", (refresh,))


def expire(db: sqlite3.Connection, resource: str) -> int:
    """End the access tokens of a location or company at once; refresh tokens stay. Answers how many."""
    return db.execute(
        "update tokens set expires_at = 0 where coalesce(location_id, company_id) = ?", (resource,)
    ).rowcount


def revoke(db: sqlite3.Connection, resource: str) -> int:
    """End every token of a location or company, refresh tokens too. Answers how many."""
    return db.execute("delete from tokens where coalesce(location_id, company_id) = ?", (resource,)).rowcount


def _answer(grant: Grant, access: str, refresh: str) -> dict[str, Any]:
    """The mixed snake and camel case is the CRM's."""
    body: dict[str, Any] = {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "refresh_token": refresh,
        "scope": " ".join(grant.scopes),
        "userType": grant.kind,
        "companyId": grant.company_id,
        "userId": grant.user_id,
        "planId": grant.plan_id,
        "isBulkInstallation": grant.bulk,
    }
    if grant.location_id:
        return {**body, "locationId": grant.location_id}
    return {
        **body,
        "approvedLocations": list(grant.approved),
        "installToFutureLocations": grant.future,
        "approveAllLocations": grant.future,
    }
