"""INSTALL: somebody installed us; tells the plan and the company's own host, and of a company's accounts which."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from oauth import companies, installs
from oauth.installs import News
from oauth.trial import trial_of
from plugin.locations import book
from webhooks import order
from webhooks.event import Event

kind: Final = "INSTALL"
label: Final = "Installed"


def work(event: Event) -> str:
    """Bring an account to life whose company has installed us, and keep what is told of one that works.

    `waits` for its own grant, or its company's, where there is neither yet; `old` where it has uninstalled since.
    """
    location_id, company_id = event.text("locationId"), event.text("companyId")
    if location_id is None:
        return companies.learn(company_id or "", news_of(event), event.at)
    place = book.find(location_id)
    company_id = company_id or (place.crm_company_id if place else companies.company_of(location_id))
    with order.turn():
        if order.ended_since(location_id, company_id, event.at):
            return "old"
        if company_id and companies.is_in_force(company_id):
            place = installs.adopt(location_id, company_id, event.at, datetime.now(UTC))
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
