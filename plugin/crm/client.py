"""One call to the CRM: a version for each endpoint, a token that is renewed at most once, and typed errors."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

import httpx

from plugin.crm.errors import CrmNotFound, CrmPaused, CrmUnavailable, CrmUnreached, NeedsReinstall
from plugin.crm.exchange import exchange
from plugin.crm.replies import TokenExpired

READ_TRIES: Final = 2
PAUSE_S: Final = 0.2


class TokenSource(Protocol):
    """Where a bearer comes from; asked with none at first, then with the one that the CRM no longer took."""

    def __call__(self, spent: str | None = None) -> str:
        """An access token other than `spent`; raises NeedsReinstall, LocationInactive or CrmUnavailable."""


@dataclass(frozen=True, slots=True)
class Crm:
    """The CRM as one install may use it.

    `resource` names whose share of calls is used; empty for calls that are not counted. Work in bulk is `bounded`: it
    is refused here before it would be there, while what a person waits for uses what is spared. `hear` is told of each
    answer the CRM's own name for the exchange.
    """

    base_url: str
    token: TokenSource
    resource: str = ""
    bounded: bool = False
    hear: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One endpoint and what it is asked; `path` holds raw segments, which are quoted when sent.

    `slash` is for lists whose address the CRM writes with a slash at its end; `form` for the few that take no JSON.
    """

    method: str
    path: tuple[str, ...]
    version: str
    params: Mapping[str, str | int] | None = None
    body: Mapping[str, Any] | None = None
    slash: bool = False
    form: Mapping[str, str] | None = None


def ask(crm: Crm, call: Call) -> dict[str, Any]:
    """The JSON object that the CRM answers.

    A read is tried once more after a failure that may pass; a write never, because it may have been done.
    Raises what plugin.crm.errors names, and nothing else.
    """
    request = _request(crm.base_url, call)
    for tries_left in reversed(range(READ_TRIES if call.method == "GET" else 1)):
        try:
            return _with_token(crm, request)
        except CrmUnavailable as fault:
            if not tries_left or isinstance(fault, CrmPaused):
                raise
            time.sleep(PAUSE_S)
    raise AssertionError("the last try returns or raises")


def _request(base_url: str, call: Call) -> httpx.Request:
    headers = {"Accept": "application/json", "Version": call.version}
    content = None
    if call.body is not None:
        headers["Content-Type"] = "application/json"
        content = json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
    url = base_url + quoted(call.path) + "/" * call.slash
    return httpx.Request(call.method, url, params=call.params, content=content, data=call.form, headers=headers)


def quoted(path: tuple[str, ...]) -> str:
    """Segments as a path in which none can change what is asked; a segment of dots is something that does not exist."""
    if any(segment.strip(".") == "" for segment in path):
        raise CrmNotFound("The CRM does not know this.")
    return "".join(f"/{quote(segment, safe='')}" for segment in path)


def _with_token(crm: Crm, request: httpx.Request) -> dict[str, Any]:
    token = _token(crm)
    try:
        return _once(crm, request, token)
    except TokenExpired:
        renewed = _token(crm, token)
    try:
        return _once(crm, request, renewed)
    except TokenExpired as still:
        raise NeedsReinstall("The CRM no longer gives us access. Install Smart Links again.") from still


def _token(crm: Crm, spent: str | None = None) -> str:
    try:
        return crm.token(spent)
    except CrmUnavailable as fault:
        # Whatever became of the renewal: what the token is for was not asked.
        raise CrmUnreached(fault.message) from fault


def _once(crm: Crm, request: httpx.Request, token: str) -> dict[str, Any]:
    request.headers["Authorization"] = f"Bearer {token}"
    return exchange(request, crm)
