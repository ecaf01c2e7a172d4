"""One call to the CRM: a version for each endpoint, a token that is renewed at most once, and typed errors."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

import httpx

from plugin.crm.errors import CrmError, CrmNotFound, CrmUnavailable, NeedsReinstall
from plugin.crm.replies import TokenExpired, read
from plugin.crm.wire import send

READ_TRIES: Final = 2
PAUSE_S: Final = 0.2
log = logging.getLogger(__name__)


class TokenSource(Protocol):
    """Where a bearer comes from; asked with none at first, then with the one that the CRM no longer took."""

    def __call__(self, spent: str | None = None) -> str:
        """An access token other than `spent`; raises NeedsReinstall, LocationInactive or CrmUnavailable."""


@dataclass(frozen=True, slots=True)
class Crm:
    """The CRM as one location's install may use it."""

    base_url: str
    token: TokenSource


@dataclass(frozen=True, slots=True)
class Call:
    """One endpoint and what it is asked; `path` holds raw segments, which are quoted when sent.

    `slash` is for lists whose address the CRM writes with a slash at its end.
    """

    method: str
    path: tuple[str, ...]
    version: str
    params: Mapping[str, str | int] | None = None
    body: Mapping[str, Any] | None = None
    slash: bool = False


def ask(crm: Crm, call: Call) -> dict[str, Any]:
    """The JSON object that the CRM answers.

    A read is tried once more after a failure that may pass; a write never, because it may have been done.
    Raises what plugin.crm.errors names, and nothing else.
    """
    request = _request(crm.base_url, call)
    for tries_left in reversed(range(READ_TRIES if call.method == "GET" else 1)):
        try:
            return _with_token(crm, request)
        except CrmUnavailable:
            if not tries_left:
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
    return httpx.Request(call.method, url, params=call.params, content=content, headers=headers)


def quoted(path: tuple[str, ...]) -> str:
    """Segments as a path in which none can change what is asked; a segment of dots is something that does not exist."""
    if any(segment.strip(".") == "" for segment in path):
        raise CrmNotFound("The CRM does not know this.")
    return "".join(f"/{quote(segment, safe='')}" for segment in path)


def _with_token(crm: Crm, request: httpx.Request) -> dict[str, Any]:
    token = crm.token()
    try:
        return _once(request, token)
    except TokenExpired:
        renewed = crm.token(token)
    try:
        return _once(request, renewed)
    except TokenExpired as still:
        raise NeedsReinstall("The CRM no longer gives us access. Install Smart Links again.") from still


def _once(request: httpx.Request, token: str) -> dict[str, Any]:
    request.headers["Authorization"] = f"Bearer {token}"
    answer = send(request)
    try:
        return read(answer)
    except CrmError as error:
        # The noun only: ids in the rest of the path are a customer's.
        noun, trace = request.url.path.split("/")[1], trace_of(answer)
        log.warning("crm %s %s: %s %s trace=%s", request.method, noun, answer.status_code, error.code, trace)
        raise


def trace_of(answer: httpx.Response) -> str:
    """The CRM's own name for this exchange, which its support asks for; `-` where there is none."""
    try:
        body = answer.json()
    except ValueError:
        return "-"
    found = str(body.get("traceId") or "-") if isinstance(body, dict) else "-"
    return "".join(letter for letter in found[:64] if letter.isalnum() or letter == "-")
