"""INSTALL: somebody installed us; tokens come by the callback, this tells the plan and the company's own host."""

from __future__ import annotations

from typing import Final

from oauth import installs
from oauth.installs import News
from oauth.trial import trial_of
from plugin.locations import book
from webhooks.event import Event

kind: Final = "INSTALL"
label: Final = "Installed"


def work(event: Event) -> str:
    """Keep what is told of an install that we have; before the callback came, wait for it (`waits`)."""
    place = book.find(event.text("locationId") or "")
    return installs.learn(place, news_of(event), event.at) if place else "waits"


def news_of(event: Event) -> News:
    """What the body says, where it says it as the CRM's papers have it."""
    return News(
        plan_id=event.text("planId"),
        user_id=event.text("userId"),
        whitelabel_host=_whitelabel_host(event),
        company_name=event.text("companyName"),
        trial=trial_of(event.body.get("trial"), event.at),
    )


def _whitelabel_host(event: Event) -> str | None:
    if event.body.get("isWhitelabelCompany") is False:
        return ""
    details = event.body.get("whitelabelDetails")
    domain = details.get("domain") if isinstance(details, dict) else None
    return domain if isinstance(domain, str) else None
