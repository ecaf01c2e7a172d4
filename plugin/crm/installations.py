"""Where the CRM has us installed: a company's accounts, a token for one of them, and away with us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable
from plugin.crm.moments import moment_of

VERSION: Final = "2021-07-28"
LISTED: Final = ("oauth", "installedLocations")
PAGE: Final = 100
MOST: Final = 50_000
MOST_PAGES: Final = 2_500  # of 20, should the CRM give no more at once
LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Installed:
    """A company's accounts that have us, by the CRM's id, and since when; `whole` where the list came to its end.

    `future` says whether accounts made later get us unasked, where the CRM says it.
    """

    since: dict[str, datetime | None]
    future: bool | None
    whole: bool


def installed(crm: Crm, app_id: str, crm_company_id: str) -> Installed:
    """Every account of a company that has us; `crm` is the company's own. Scope oauth.readonly."""
    since: dict[str, datetime | None] = {}
    future, skip = None, 0
    for _ in range(MOST_PAGES):
        said = _listed(crm, app_id, crm_company_id, skip=skip, limit=PAGE)
        rows, known = said["locations"], len(since)
        future = said["installToFutureLocations"] if isinstance(said.get("installToFutureLocations"), bool) else future
        since |= _since(rows)
        skip += len(rows)
        # A page may be shorter than asked and `count` may count others: the end is where nothing new comes.
        if len(since) == known or len(since) == said.get("count"):
            return Installed(since, future, whole=True)
        if len(since) >= MOST:
            break
    return Installed(since, future, whole=False)


def is_installed(crm: Crm, app_id: str, crm_company_id: str, crm_location_id: str) -> bool:
    """Whether one account of a company has us."""
    said = _listed(crm, app_id, crm_company_id, locationId=crm_location_id)
    return crm_location_id in _since(said["locations"])


def _listed(crm: Crm, app_id: str, crm_company_id: str, **asked: str | int) -> dict[str, Any]:
    params = {"companyId": crm_company_id, "appId": app_id, "isInstalled": "true", **asked}
    said = ask(crm, Call("GET", LISTED, VERSION, params=params))
    if not isinstance(said.get("locations"), list):
        raise CrmUnavailable("The CRM answered without the accounts.")
    return said


def _since(rows: list[Any]) -> dict[str, datetime | None]:
    """Moments by id, without rows that have none and those that say they are not installed."""
    own = [row for row in rows if isinstance(row, dict) and isinstance(row.get("_id"), str) and row["_id"]]
    return {row["_id"]: moment_of(row.get("installedAt")) for row in own if row.get("isInstalled") is not False}


def location_token(crm: Crm, crm_company_id: str, crm_location_id: str) -> dict[str, Any]:
    """The token answer for one account, minted of its company's token. Scope oauth.write."""
    form = {"companyId": crm_company_id, "locationId": crm_location_id}
    return ask(crm, Call("POST", ("oauth", "locationToken"), VERSION, form=form))


def uninstall(crm: Crm, app_id: str, crm_location_id: str, reason: str) -> None:
    """Take us out of one account, as its user would in the marketplace. Scope oauth.write."""
    body = {"locationId": crm_location_id, **({"reason": reason[:LONGEST_REASON]} if reason else {})}
    said = ask(crm, Call("DELETE", ("marketplace", "app", app_id, "installations"), VERSION, body=body))
    if said.get("success") is False:
        raise CrmUnavailable("The CRM says that it did not take us out.")
