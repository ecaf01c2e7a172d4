"""One exchange with the CRM: within the account's budget, and not while the CRM is left alone; its trace is noted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final, Protocol

import httpx

from plugin.crm import budget, circuit
from plugin.crm.allowance import DAY, Told, told
from plugin.crm.errors import CrmError, CrmUnavailable, RateLimited
from plugin.crm.replies import read
from plugin.crm.wire import send

TOO_MANY: Final = 429
UNWELL: Final = 500
log = logging.getLogger(__name__)


class Asker(Protocol):
    """For whom the CRM is asked: see `Crm`."""

    @property
    def resource(self) -> str:
        """Whose share of calls is used; empty where none is counted."""

    @property
    def bounded(self) -> bool:
        """Refused here before it would be there."""

    @property
    def hear(self) -> Callable[[str], None] | None:
        """Told of each answer the CRM's own name for the exchange."""


def exchange(request: httpx.Request, asker: Asker) -> dict[str, Any]:
    """The JSON object that the CRM answers.

    Raises TokenExpired and what plugin.crm.errors names; RateLimited and CrmPaused also where nobody was asked.
    """
    answer = _counted(request, asker) if asker.resource else send(request)
    trace = trace_of(answer)
    if asker.hear and trace != "-":
        asker.hear(trace)
    try:
        return read(answer)
    except CrmError as error:
        # The noun only: ids in the rest of the path are a customer's.
        noun = request.url.path.split("/")[1]
        log.warning("crm %s %s: %s %s trace=%s", request.method, noun, answer.status_code, error.code, trace)
        raise


def _counted(request: httpx.Request, asker: Asker) -> httpx.Response:
    resource = asker.resource
    probed = circuit.ask(resource)
    try:
        call = budget.take(resource, bounded=asker.bounded)
    except RateLimited:
        circuit.not_asked(probed)
        raise
    try:
        answer = send(request)
    except CrmUnavailable:
        circuit.failed(resource, probed)
        budget.heard(resource, call, Told())
        raise
    note = circuit.failed if answer.status_code >= UNWELL else circuit.answered
    note(resource, probed)
    limits = told(answer)
    pause_s = budget.heard(resource, call, limits)
    if answer.status_code == TOO_MANY:
        raise RateLimited(pause_s, daily=limits.closed == DAY)
    return answer


def trace_of(answer: httpx.Response) -> str:
    """The CRM's own name for this exchange, which its support asks for; `-` where there is none."""
    try:
        body = answer.json()
    except ValueError:
        return "-"
    found = str(body.get("traceId") or "-") if isinstance(body, dict) else "-"
    return "".join(letter for letter in found[:64] if letter.isalnum() or letter == "-")
