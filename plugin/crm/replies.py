"""What an answer of the CRM means: its JSON, or the one error that says what to do (texts: crm/FACTS.md 1.7, 1.9)."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx

from plugin.crm.allowance import DAY, INTERVAL_S, told
from plugin.crm.errors import (
    CrmError,
    CrmNotFound,
    CrmRefused,
    CrmUnavailable,
    Duplicate,
    LocationInactive,
    RateLimited,
    ScopeMissing,
    VersionRefused,
)

NOT_NOW: Final = (408, 425)
LONGEST: Final = 500  # letters of a message that we keep


class TokenExpired(CrmError):
    """The bearer is no longer taken, and it is neither the version's nor the scope's fault: renew it, once."""

    code, status = "crm_token_expired", 503


def read(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of a 2xx; raises TokenExpired or one of plugin.crm.errors for everything else."""
    status = answer.status_code
    if status == 429:  # noqa: PLR2004 - Too Many Requests, whatever its body
        said = told(answer)
        raise RateLimited(said.pause_s or INTERVAL_S, daily=said.closed == DAY)
    if status >= 500 or status in NOT_NOW:  # noqa: PLR2004 - theirs, and it may pass
        raise CrmUnavailable(f"The CRM answered {status}.")
    body = _json(answer.content)
    if body is None:
        raise CrmUnavailable(f"The CRM answered {status} with something that is not its JSON.", crm_status=status)
    if not answer.is_success:
        raise _duplicate(status, body) or refusal(status, message_of(body))
    return body


def _duplicate(status: int, body: dict[str, Any]) -> Duplicate | None:
    meta = body.get("meta")
    if status != 400 or not isinstance(meta, dict) or not meta.get("contactId"):  # noqa: PLR2004 - no other tells an id
        return None
    return Duplicate(message_of(body), str(meta["contactId"]), str(meta.get("matchingField") or ""))


def _json(content: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def message_of(body: dict[str, Any]) -> str:
    """The CRM's own words, wherever this endpoint keeps them: a string, a list, or an envelope."""
    inner = body.get("error")
    said = body.get("message") or (inner.get("message") if isinstance(inner, dict) else inner) or ""
    words = "; ".join(str(word) for word in said) if isinstance(said, list) else str(said)
    return words[:LONGEST]


def refusal(status: int, message: str) -> CrmError:
    """The error of a 4xx by its status and words."""
    words = message.casefold()
    if "location is not active" in words:
        return LocationInactive("The CRM has put this account to sleep. It works again once it is active there.")
    if status in {400, 401} and "version" in words and ("header" in words or "not available" in words):
        return VersionRefused(f"The CRM no longer takes this version of its interface: {message}")
    if status in {401, 403} and "scope" in words:
        return ScopeMissing("This install lacks a permission. Install Smart Links again to grant it.")
    if status == 401:  # noqa: PLR2004 - Unauthorized, for no other reason than the token
        return TokenExpired("The CRM no longer takes this token.")
    if status == 404 or (status == 400 and "not found" in words):  # noqa: PLR2004 - it says either for a missing thing
        return CrmNotFound("The CRM does not know this.", crm_message=message)
    return CrmRefused(status, message or f"status {status}")
