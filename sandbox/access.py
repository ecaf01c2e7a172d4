"""Who is calling: the Version header, the token, its scope, its location and its share of calls, in that order."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final, ParamSpec, cast

from flask import g, has_request_context, request

from sandbox import tokens
from sandbox.answers import CrmError, forbidden, unauthorized
from sandbox.state import here

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

P = ParamSpec("P")
VERSIONS: Final = ("2021-04-15", "2021-07-28", "2023-02-21", "v3")
LOCATION: Final = ("Location",)
COMPANY: Final = ("Company",)
EITHER: Final = ("Location", "Company")


def needs(
    scope: str, kinds: tuple[str, ...] = LOCATION
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Guard a call of the API: its token must be of one of `kinds` and carry `scope`."""

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            check_version()
            g.grant = _bearer()
            _take_share()
            if grant().kind not in kinds or scope not in grant().scopes:
                raise unauthorized("The token is not authorized for this scope.")
            return view(*args, **kwargs)

        return guarded

    return guard


def grant() -> tokens.Grant:
    """The grant behind the present request's token."""
    known = g.grant
    assert isinstance(known, tokens.Grant)
    return known


def check_version() -> None:
    """Raises 401 where the Version header is missing or unknown."""
    version = request.headers.get("Version")
    if not version:
        raise unauthorized("version header was not found.")
    if version not in VERSIONS:
        raise unauthorized("version header is invalid")


def is_v3() -> bool:
    """Whether the caller speaks the renamed contract (api/v3)."""
    return has_request_context() and request.headers.get("Version") == "v3"


def reach(db: sqlite3.Connection, location_id: str) -> sqlite3.Row:
    """The location's row; raises 403 where the present token has no business there."""
    row = db.execute("select * from locations where id = ?", (location_id,)).fetchone()
    known = grant()
    mine = known.location_id == location_id or (row and not known.location_id and row["company_id"] == known.company_id)
    if row is None or not mine:
        raise forbidden()
    return cast("sqlite3.Row", row)


def _bearer() -> tokens.Grant:
    """The grant of the Authorization header; raises 401."""
    kind, _, access = request.headers.get("Authorization", "").partition(" ")
    with here().store.transaction() as db:
        known = tokens.find(db, access.strip()) if kind.lower() == "bearer" else None
    if known is None:
        raise unauthorized("Invalid JWT")
    return known


def _take_share() -> None:
    """Count the call; its headers go out with whatever the answer will be. Raises 429."""
    passes, g.limit_headers = here().limits.take(grant().resource)
    if not passes:
        raise CrmError(429, "Too Many Requests")
