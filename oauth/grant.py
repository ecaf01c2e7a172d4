"""What the token endpoint gave: read strictly where we depend on it, so that an odd answer is never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from plugin.crm.errors import CrmUnavailable

UserType = Literal["Location", "Company"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A pair of tokens and whose data they open; `user_type` is read, never assumed (crm/FACTS.md 1.2)."""

    access_token: str
    refresh_token: str | None
    expires_at: datetime
    scopes: tuple[str, ...]
    user_type: UserType
    crm_company_id: str
    crm_location_id: str | None
    crm_user_id: str | None
    crm_plan_id: str | None
    future: bool = False  # a company's: accounts that it makes later get us too


def check(body: dict[str, Any]) -> None:
    """Raises CrmUnavailable unless a token and its life are there, each of its kind."""
    _needed(body, "access_token")
    _seconds(body)


def grant_of(body: dict[str, Any], now: datetime) -> Grant:
    """The Grant of a 200 body; raises CrmUnavailable where what we need is not in it, for then nothing is known."""
    location_id, told = _text(body, "locationId"), body.get("userType")
    is_location = told == "Location" or (told != "Company" and location_id is not None)
    return Grant(
        access_token=_needed(body, "access_token"),
        refresh_token=_text(body, "refresh_token"),
        expires_at=now + timedelta(seconds=_seconds(body)),
        scopes=tuple((_text(body, "scope") or "").split()),
        user_type="Location" if is_location else "Company",
        crm_company_id=_text(body, "companyId") or "",
        crm_location_id=location_id if is_location else None,
        crm_user_id=_text(body, "userId"),
        crm_plan_id=_text(body, "planId"),
        future=body.get("installToFutureLocations") is True,
    )


def _needed(body: dict[str, Any], name: str) -> str:
    found = _text(body, name)
    if found is None:
        raise CrmUnavailable(f"The CRM's token answer holds no {name}.")
    return found


def _text(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    return value if isinstance(value, str) and value else None


def _seconds(body: dict[str, Any]) -> float:
    value = body.get("expires_in")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 366 * 86_400:
        raise CrmUnavailable("The CRM's token answer does not say how long it holds.")
    return float(value)
