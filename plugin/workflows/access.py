"""The wall of the workflows' doors: only what knows our secret comes in, and only for an account that has us."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from flask import request
from sqlalchemy import select

from oauth.models import UNINSTALLED, Install
from plugin import db
from plugin.errors import NotFound, Unauthorized
from plugin.locations import book
from plugin.tenancy import tenant

HEADER: Final = "X-Workflow-Secret"
MAX_BODY: Final = 64_000  # bytes
View = TypeVar("View", bound=Callable[..., Any])


def workflows_only(view: View) -> View:
    """Let a request in that carries the secret. Raises Unauthorized `bad_secret`, before any of the body is read."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = MAX_BODY
        require_secret(request.headers.get(HEADER, ""), db.settings().crm_workflow_secrets)
        return view(*args, **kwargs)

    guarded.__dict__["access"] = "workflows"
    return guarded  # type: ignore[return-value] # it is called as the view is


def require_secret(told: str, secrets: tuple[str, ...]) -> None:
    """Pass if it is one of the secrets, taking as long for a wrong one as for another; no secret lets nobody in."""
    given = told.encode(errors="replace")
    # Every one is compared: how long it takes says nothing of which fits.
    fits = [hmac.compare_digest(given, secret.encode()) for secret in secrets]
    if not any(fits):
        raise Unauthorized("The secret of the workflow's request does not fit.", code="bad_secret")


def location_named(crm_location_id: str) -> int:
    """Our id of the account that a workflow runs in. Raises NotFound where it has never had us, or no longer has."""
    place = book.find(crm_location_id) if crm_location_id and "\x00" not in crm_location_id else None
    if place is not None:
        with tenant(place.location_id) as session:
            state = session.scalar(select(Install.state))
        if state not in {None, UNINSTALLED}:
            return place.location_id
    raise NotFound("Smart Links is not installed for this account.", code="not_installed")
