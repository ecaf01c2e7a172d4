"""Where faults meet requests: before the work (slow, refused), and after it (the answer lost on its way)."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from typing import TYPE_CHECKING, Any

from flask import Response, g, request

from sandbox import tokens
from sandbox.answers import CrmError, error_body, reply
from sandbox.state import here

if TYPE_CHECKING:
    from flask import Flask

OUTSIDE = ("/_sandbox/", "/static/")


def install(app: Flask) -> None:
    """Put the faults, the call log and the limits' headers around every request of the contract."""
    app.before_request(_before)
    app.after_request(_after)


def location_of_request() -> str | None:
    """Whom a call is about: a location by its token, refresh token or code or as it names one itself, or a company."""
    access = request.headers.get("Authorization", "").partition(" ")[2].strip()
    refresh = request.form.get("refresh_token") or request.form.get("refreshToken") or ""
    with here().store.transaction() as db:
        row = db.execute("select grant_json from tokens where access = ? or refresh = ?", (access, refresh)).fetchone()
        code = db.execute("select grant_json from codes where code = ?", (request.form.get("code", ""),)).fetchone()
    known = row or code
    granted = tokens.grant_of(known["grant_json"]) if known else None
    own = granted.location_id if granted else None
    return own or request.values.get("locationId") or (granted.company_id if granted else None)


def _before() -> None:
    if request.path.startswith(OUTSIDE):
        return
    g.location = location_of_request()
    g.fault = fault = here().faults.strike(request.method, request.path, g.location)
    if fault is None:
        return
    time.sleep(fault.slow)
    if fault.status:
        raise CrmError(fault.status, fault.message or _said(fault.status), **fault.extra)


def _said(status: int) -> str:
    return {429: "Too Many Requests", 500: "Internal server error"}.get(status, "The sandbox was asked to fail.")


def _after(answer: Response) -> Response:
    if request.path.startswith(OUTSIDE):
        return answer
    answer.headers.update(g.get("limit_headers", {}))
    fault = g.get("fault")
    if fault:
        answer.headers.update(fault.headers)
    here().calls.add(request, answer.status_code, g.get("location"))
    return _lost(answer, fault.answer_lost) if fault and fault.answer_lost else answer


def _lost(answer: Response, way: bool | str) -> Response:  # noqa: FBT001 - as the fault says it: true or a status
    """The work is done and nobody hears of it: the line is cut, or (no line at hand, or asked so) an error is said."""
    line: Any = request.environ.get("werkzeug.socket")
    if line is not None and way is True:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        return answer
    status = int(way) if isinstance(way, str) and way.isdecimal() else 500
    answer.set_data(json.dumps(reply(error_body(status, _said(status)), status).get_json()))
    answer.status_code, answer.mimetype = status, "application/json"
    return answer
