"""Installing, ending and changing without a person at the marketplace: tokens at once, or a code for them."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from sandbox import bodies, consent, installs, locations, seed, tokens
from sandbox.answers import bad_request, reply
from sandbox.state import here, transaction

blueprint = Blueprint("grants", __name__, url_prefix="/_sandbox")
SCOPES: Final = (
    "contacts.readonly contacts.write locations/customFields.readonly locations/customFields.write locations.readonly"
    " locations/tags.readonly locations/tags.write workflows.readonly links.readonly oauth.readonly oauth.write"
    " marketplace-installer-details.readonly"
)
TOKEN: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("location_id", "company_id", "user_id", "scope", "redirect_uri"), bodies.text),
    "bulk": bodies.flag,
    "as_code": bodies.flag,
}


@blueprint.post("/tokens")
def issue() -> Response:
    """Install without the consent page: a pair of tokens, or with `as_code` a code for `redirect_uri`."""
    given = bodies.read(TOKEN)
    location_id, user_id = given.get("location_id"), given.get("user_id", seed.AGENCY_ADMIN)
    scopes = tuple(given.get("scope", SCOPES).split())
    with transaction() as db:
        own = given.get("company_id", seed.COMPANY["id"])
        company_id = locations.company_of(db, location_id) if location_id else own
        grant = installs.agree(db, user_id, scopes, company_id, location_id)
        chosen = [place["_id"] for place in installs.in_company(db, company_id)] if given.get("bulk") else []
        installs.install(db, grant, [location_id] if location_id else chosen)
        if given.get("as_code"):
            uri = given.get("redirect_uri", here().config.registered_uris[0])
            return reply({"code": consent.issue_code(db, grant, uri)}, 201)
        return reply(tokens.issue(db, grant), 201)


@blueprint.post("/tokens/expire")
def expire() -> Response:
    """End the access tokens of `resource` (a location's or company's id) at once; refresh tokens stay."""
    given = bodies.read({"resource": bodies.text}, ["resource"])
    with transaction() as db:
        return reply({"expired": tokens.expire(db, given["resource"])})


@blueprint.post("/installs")
def install() -> Response:
    """What a plan of the company's own does: install in `location_id` unasked; a `bare` INSTALL names no company."""
    given = bodies.read({"location_id": bodies.text, "bare": bodies.flag}, ["location_id"])
    with transaction() as db:
        company_id = locations.company_of(db, given["location_id"])
        grant = installs.agree(db, "", (), company_id, given["location_id"])
        installs.install(db, grant, [given["location_id"]], bare=bool(given.get("bare")))
    return reply({"ok": True}, 201)


@blueprint.post("/installs/uninstall")
def uninstall() -> Response:
    """What a user does in the marketplace: end an installation of `location_id`, or of `company_id` and all its own."""
    given = bodies.read({"location_id": bodies.text, "company_id": bodies.text})
    with transaction() as db:
        row = installs.find(db, given.get("location_id") or given.get("company_id", ""))
        if row is None:
            raise bad_request("The app is not installed there.")
        installs.uninstall(db, row["company_id"], given.get("location_id"))
    return reply({"ok": True})


@blueprint.post("/installs/plan")
def change_plan() -> Response:
    """What a user does in the marketplace: another `plan_id` for `resource`."""
    given = bodies.read({"resource": bodies.text, "plan_id": bodies.text}, ["resource", "plan_id"])
    with transaction() as db:
        row = installs.find(db, given["resource"])
        if row is None:
            raise bad_request("The app is not installed there.")
        installs.change_plan(db, row, given["plan_id"])
    return reply({"ok": True})
