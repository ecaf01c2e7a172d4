"""The CRM's OAuth, spoken through authlib: where consent is asked for, the code grant and the refresh grant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import httpx
from authlib.oauth2.client import OAuth2Client

from oauth import manifest
from oauth.grant import Grant, UserType, check, grant_of
from plugin.crm import replies, wire
from plugin.crm.errors import CrmError, CrmRefused, CrmUnavailable, LocationInactive, RateLimited
from plugin.settings import Settings

CHOOSER: Final = "/v2/oauth/chooselocation"
TOKEN: Final = "/oauth/token"  # noqa: S105 - a path
INVALID_GRANT: Final = re.compile(
    r"invalid[ _]grant|invalid (authorization )?code|(refresh token|code) is (invalid|expired|revoked)", re.IGNORECASE
)
CODE: Final = re.compile(r"[\x21-\x7e]{1,2048}")
WORDS: Final = ("error", "error_description", "message")


class GrantRefused(CrmError):
    """The code or refresh token is invalid, expired, used before or not ours: it will never work."""

    code, status = "oauth_refused", 400


class _Session:
    """The HTTP of authlib's client is ours: bounded, without redirects, in one pool."""

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str], **_auth: Any) -> httpx.Response:
        return wire.send(httpx.Request("POST", url, data=dict(data), headers=dict(headers)))


def authorize_url(settings: Settings, state: str) -> str:
    """Where a user chooses an account and consents (crm/FACTS.md 1.1)."""
    url, _ = _client(settings).create_authorization_url(settings.crm_marketplace_url + CHOOSER, state=state)
    return str(url)


def code_of(query: Mapping[str, str]) -> str:
    """The code of a callback's query; raises GrantRefused where the user said no or there is none."""
    code = query.get("code", "")
    if not CODE.fullmatch(code):
        raise GrantRefused("The CRM sent no valid code, so nothing was installed. Begin the install again.")
    return code


def crm_home(settings: Settings) -> str:
    """Where a user goes on after an install: the first CRM host that is a plain address, else the marketplace."""
    return next((host for host in settings.crm_hosts if "*" not in host), settings.crm_marketplace_url)


def exchange(settings: Settings, code: str, now: datetime) -> Grant:
    """The grant behind a code. Raises GrantRefused, LocationInactive, RateLimited, CrmRefused or CrmUnavailable."""
    # A company's admin gets the company's token so; an account's own user gets the account's, whatever is asked for.
    extra = _secrets(settings) | {"user_type": "Company"}
    body = _client(settings).fetch_token(
        settings.crm_api_url + TOKEN, grant_type="authorization_code", code=code, auth=httpx.Auth(), **extra
    )
    return grant_of(dict(body), now)


def refresh(settings: Settings, refresh_token: str, now: datetime, user_type: UserType = "Location") -> Grant:
    """A new pair for a refresh token, which is spent by it. Raises as `exchange` does.

    CrmUnavailable leaves open whether the token was spent: the answer may have been lost on its way.
    """
    extra = _secrets(settings) | {"user_type": user_type, "redirect_uri": redirect_uri(settings)}
    body = _client(settings, scope=None).refresh_token(
        settings.crm_api_url + TOKEN, refresh_token=refresh_token, auth=httpx.Auth(), **extra
    )
    return grant_of(dict(body), now)


def redirect_uri(settings: Settings) -> str:
    """Our callback, as registered with the marketplace."""
    return settings.app_url + manifest.redirect_path()


def _client(settings: Settings, scope: str | None = "") -> OAuth2Client:
    asked = " ".join(manifest.scopes()) if scope == "" else scope
    client = OAuth2Client(_Session(), settings.crm_client_id, redirect_uri=redirect_uri(settings), scope=asked)
    # authlib takes a refusal without an `error` key for a token: these let no such answer through.
    client.register_compliance_hook("access_token_response", _checked)
    client.register_compliance_hook("refresh_token_response", _checked)
    return client


def _secrets(settings: Settings) -> dict[str, str]:
    # In the body, as the CRM wants them; it knows no Authorization header here.
    return {"client_id": settings.crm_client_id, "client_secret": settings.crm_client_secret}


def _checked(answer: httpx.Response) -> httpx.Response:
    """The answer, if it is a 2xx with a token; raises otherwise, before authlib looks at it."""
    try:
        body = replies.read(answer)
    except (RateLimited, CrmUnavailable, LocationInactive):
        raise
    except CrmError as refused:
        words = _words(answer)
        if INVALID_GRANT.search(words):
            raise GrantRefused("The CRM did not accept this. It may have been used before or be too old.") from refused
        raise CrmRefused(answer.status_code, words or refused.message) from refused
    if "error" in body or not isinstance(body.get("expires_at"), int | None):
        raise CrmUnavailable("The CRM's token answer holds what none should.")
    check(body)
    return answer


def _words(answer: httpx.Response) -> str:
    body = answer.json()
    return "; ".join(str(body[name]) for name in WORDS if body.get(name))[: replies.LONGEST]
