"""The token endpoint and its neighbours: code and refresh grants, tokens for a company's locations."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, installs, locations, tokens
from sandbox.access import COMPANY, grant, is_v3, needs, reach
from sandbox.answers import bad_request, forbidden, reply, unauthorized, unprocessable
from sandbox.state import here, transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("oauth", __name__)
FORM: Final = "application/x-www-form-urlencoded"
GRANTS: Final = ("authorization_code", "refresh_token")
KINDS: Final = ("Company", "Location")


@blueprint.post("/oauth/token")
def token() -> Response:
    """A pair of tokens for a code, or for a refresh token, which it spends (api/oauth.json)."""
    asked = _form(json_too=is_v3())
    _check_client(asked)
    if asked.get("user_type") not in (None, "", *KINDS):
        raise unprocessable(f"{_name('user_type')} must be one of the following values: {', '.join(KINDS)}")
    kind = _required(asked, "grant_type")
    if kind not in GRANTS:
        raise bad_request(f"Invalid parameter: {_name('grant_type')}")
    with transaction() as db:
        agreed = _by_code(db, asked) if kind == "authorization_code" else _by_refresh(db, asked)
        return _answer(tokens.issue(db, agreed))


@blueprint.post("/oauth/locationToken")
@blueprint.post("/oauth/location-token")
@needs("oauth.write", COMPANY)
def location_token() -> Response:
    """A token of one location for its company's; the app must be installed there."""
    _check_path("/oauth/location-token")
    asked = request.form
    missing = [name for name in ("companyId", "locationId") if not asked.get(name)]
    if missing:
        raise unprocessable(*[f"{name} should not be empty" for name in missing])
    company_id, location_id = asked["companyId"], asked["locationId"]
    with transaction() as db:
        if reach(db, location_id)["company_id"] != company_id or installs.find(db, location_id) is None:
            raise forbidden()
        _check_active(db, location_id)
        made = installs.agree(db, grant().user_id, grant().scopes, company_id, location_id)
        pair = tokens.issue(db, made)
    config, apart = here().config, ("userType", "companyId", "isBulkInstallation")
    known = {"appId": config.app_id, "versionId": config.version_id}
    return _answer({**{name: value for name, value in pair.items() if name not in apart}, **known})


def _form(*, json_too: bool) -> dict[str, str]:
    """The fields asked with, in their old names; raises 400 for another content type."""
    if json_too and request.is_json:
        given: dict[str, Any] = bodies.json_object()
    elif request.mimetype == FORM:
        given = request.form.to_dict()
    else:
        raise bad_request(f"Invalid request: content must be {FORM}")
    return {_snake(name): str(value) for name, value in given.items()} if is_v3() else given


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


def _name(snake: str) -> str:
    """A field's name as the caller's version has it."""
    return _camel(snake) if is_v3() else snake


def _camel(snake: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), snake)


def _required(asked: dict[str, str], name: str) -> str:
    if not asked.get(name):
        raise bad_request(f"Missing parameter: {_name(name)}")
    return asked[name]


def _check_client(asked: dict[str, str]) -> None:
    config = here().config
    named, secret = _required(asked, "client_id"), _required(asked, "client_secret")
    if (named, secret) != (config.client_id, config.client_secret):
        raise unauthorized("Invalid client: client is invalid")


def _by_code(db: sqlite3.Connection, asked: dict[str, str]) -> tokens.Grant:
    """The grant behind a code, which is used up; a code shown with another address stays good."""
    code = _required(asked, "code")
    row = db.execute("select * from codes where code = ? and expires_at > ?", (code, time.time())).fetchone()
    if row is None:
        raise bad_request("Invalid grant: authorization code is invalid")
    if asked.get("redirect_uri") not in (None, "", row["redirect_uri"]):
        raise bad_request("Invalid grant: redirect_uri is invalid")
    agreed = tokens.grant_of(row["grant_json"])
    _check_active(db, agreed.location_id)
    db.execute("delete from codes where code = ?", (code,))
    return agreed


def _by_refresh(db: sqlite3.Connection, asked: dict[str, str]) -> tokens.Grant:
    """The grant behind a refresh token, which is spent; not so while its location is paused."""
    refresh = _required(asked, "refresh_token")
    agreed = tokens.find_refresh(db, refresh)
    if agreed is None:
        raise bad_request("Invalid grant: refresh token is invalid")
    _check_active(db, agreed.location_id)
    tokens.spend(db, refresh)
    return installs.renewed(db, agreed)


def _check_active(db: sqlite3.Connection, location_id: str | None) -> None:
    if not locations.is_active(db, location_id):
        raise bad_request("Location is not active")


def _check_path(v3_path: str) -> None:
    """Each version has its own path; raises 400 on the other's."""
    if (request.path == v3_path) is not is_v3():
        raise bad_request("This endpoint is not available in the requested version.")


def _answer(pair: dict[str, Any]) -> Response:
    return reply({_camel(name): value for name, value in pair.items()} if is_v3() else pair)
