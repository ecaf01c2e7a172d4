"""Lets in an account's own server: whatever it tells, it has signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final

from flask import request

from plugin.conversions import signature
from plugin.errors import RateLimited, Unauthorized
from plugin.fields import MAX_ID
from plugin.rates import Rate
from plugin.tenancy import tenant

TOLD: Final = Rate("conversion", 6_000, 60)
MAX_BODY: Final = 16_384  # bytes; what is told of one conversion is under 1 kB


def signed_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only an account's server in; the view's first argument is the account's id.

    Errors: 401 `bad_signature`, whatever is wrong with it; 429 `rate_limited`; 413 for a body beyond MAX_BODY.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = MAX_BODY
        return view(_account(), *args, **kwargs)

    guarded.__dict__["access"] = "signed"
    return guarded


def _account() -> int:
    headers = request.headers
    told = headers.get(signature.ACCOUNT, "")
    if not re.fullmatch(r"[0-9]{1,19}", told) or int(told) > MAX_ID:
        raise Unauthorized("Name your account in the header Smartlinks-Account.", code="bad_signature")
    account, raw = int(told), request.get_data()
    with tenant(account) as db:
        stamp, signed = headers.get(signature.TIMESTAMP, ""), headers.get(signature.SIGNATURE, "")
        signature.verify(db, raw, stamp, signed, datetime.now(UTC))
    # Only now: a stranger's tries must not use up what the account may tell.
    wait = TOLD.take(account)
    if wait:
        raise RateLimited("Too many at once. Tell us the rest a little later.", retry_after=wait)
    return account
