"""Ties a callback to the browser that began the install with us; installs begun in the marketplace carry no state."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from oauth.provider import GrantRefused

COOKIE: Final = "install_state"
LIFE_S: Final = 600


def new_state() -> str:
    """What is sent along and kept in the browser's cookie."""
    return secrets.token_urlsafe(24)


def check_state(told: str | None, kept: str | None) -> None:
    """Raises GrantRefused for a state that this browser was not given; none at all is the marketplace's way."""
    # The callback logs nobody in and the tenant is the token answer's, so that an absent state opens nothing.
    if told is not None and not hmac.compare_digest(told.encode(), (kept or "").encode()):
        raise GrantRefused("This install was begun in another browser or too long ago. Begin again.")
