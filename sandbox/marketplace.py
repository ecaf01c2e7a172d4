"""The marketplace's calls: where the app is installed, on which plan, and away with it."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, installs
from sandbox.access import COMPANY, EITHER, grant, is_v3, needs, reach
from sandbox.answers import CrmError, bad_request, forbidden, reply, unprocessable
from sandbox.state import here, transaction

blueprint = Blueprint("marketplace", __name__)
MOST: Final = 100
UNINSTALL: Final[dict[str, bodies.Check]] = {
    "companyId": bodies.text,
    "locationId": bodies.text,
    "reason": bodies.text,
}


@blueprint.get("/oauth/installedLocations")
@needs("oauth.readonly", COMPANY)
def installed() -> Response:
    """The company's locations that have the app, by `skip` and `limit`."""
    if is_v3():
        raise bad_request("This endpoint is not available in the requested version.")
    missing = _missing()
    if missing:
        raise unprocessable(*missing)
    found, future = _found()
    skip, limit = request.args.get("skip", 0, int), request.args.get("limit", 20, int)
    return reply({"locations": found[skip:][:limit], "count": len(found), "installToFutureLocations": future})


@blueprint.get("/oauth/installed-locations")
@needs("oauth.readonly", COMPANY)
def installed_v3() -> Response:
    """The same by `pageSize` and `pageToken` (api/v3/oauth-v3.json)."""
    missing = [] if is_v3() else ["This endpoint is not available in the requested version."]
    size, skip = request.args.get("pageSize", 20, int), _skip(request.args.get("pageToken", ""))
    if not 1 <= size <= MOST or skip < 0:
        missing += ["pageSize must be 1 to 100 and pageToken one of ours"]
    if missing := missing + _missing():
        raise CrmError(400, ", ".join(missing), envelope="INVALID_ARGUMENT")
    found, future = _found()
    page: dict[str, Any] = {
        "totalRecords": len(found),
        "hasNextPage": skip + size < len(found),
        "hasPrevPage": skip > 0,
        "currentPageSize": len(found[skip:][:size]),
    }
    if page["hasNextPage"]:
        page["nextPageToken"] = _token(skip + size)
    return reply({"items": found[skip:][:size], "pagination": page, "installToFutureLocations": future})


def _missing() -> list[str]:
    return [f"{name} should not be empty" for name in ("companyId", "appId") if not request.args.get(name)]


def _found() -> tuple[list[dict[str, Any]], bool]:
    """The locations asked for and whether later ones get the app by themselves; raises 403 for another company's."""
    asked, config = request.args, here().config
    if asked["companyId"] != grant().company_id or asked["appId"] != config.app_id:
        raise forbidden()
    with transaction() as db:
        places = installs.in_company(db, grant().company_id)
        own = installs.find(db, grant().company_id)
    wanted = asked.get("isInstalled", "true") == "true"
    found = [
        place
        for place in places
        if place["isInstalled"] is wanted
        and asked.get("query", "").lower() in place["name"].lower()
        and asked.get("locationId", place["_id"]) == place["_id"]
    ]
    return found, bool(own and own["future"])


def _skip(page_token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(page_token + "==").decode() or 0)
    except (ValueError, binascii.Error):
        return -1


def _token(skip: int) -> str:
    return base64.urlsafe_b64encode(str(skip).encode()).decode().rstrip("=")


@blueprint.get("/marketplace/app/<app_id>/installations")
@needs("marketplace-installer-details.readonly", EITHER)
def details(app_id: str) -> Response:
    """Who installed the app and on which plan."""
    _check_app(app_id)
    with transaction() as db:
        return reply({"installationDetails": installs.details(db, grant())})


@blueprint.delete("/marketplace/app/<app_id>/installations")
@needs("oauth.write", EITHER)
def uninstall(app_id: str) -> Response:
    """End the installation of the token's location, or of its company with all of its locations."""
    _check_app(app_id)
    given = bodies.read(UNINSTALL)
    location_id, company_id = given.get("locationId"), given.get("companyId")
    if not location_id and not company_id:
        raise unprocessable("companyId or locationId should not be empty")
    if company_id not in (None, grant().company_id) or (grant().location_id and not location_id):
        raise forbidden()
    with transaction() as db:
        if location_id:
            reach(db, location_id)
        installs.uninstall(db, grant().company_id, location_id)
    return reply({"success": True})


def _check_app(app_id: str) -> None:
    if app_id != here().config.app_id:
        raise bad_request(f"App with id {app_id} not found")
