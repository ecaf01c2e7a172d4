"""What followed the demo's clicks: details left at a form, purchases after one, contacts of the CRM who clicked."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from plugin.clicks.click_id import click_id
from plugin.clicks.hit import Hit
from plugin.conversions import verbs as conversions
from plugin.demo.people import MACHINES
from plugin.jobs import later
from plugin.leads import verbs as leads
from plugin.leads.form import Answers
from plugin.locations.models import Terms
from plugin.settings import Settings
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_secret

AGENTS: Final = frozenset(machine.user_agent for machine in MACHINES)
NAMES: Final = (
    "Ada Brooks", "Ben Castillo", "Cleo Durand", "Dev Patel", "Erin Walsh", "Felix Braun", "Grace Lim", "Hugo Marsh",
    "Ines Duarte", "Jonas Weber", "Kira Novak", "Liam Byrne", "Mona Haddad", "Nico Reyes", "Olive Stone", "Paul Ade",
)  # fmt: skip
LEFT: Final = 0.06  # of who saw the form
BOUGHT: Final = (0.05, 0.095)  # of who was sent to the first page of the split, and to the second
PRICE: Final = Decimal("49.00")


def leave_details(location_id: int, link: dict[str, Any], hits: Sequence[Hit]) -> None:
    """Some of who clicked on the link have filled in its form, and become contacts of the CRM."""
    dice = random.Random("leads")  # noqa: S311 - a story, not a secret
    with tenant(location_id) as db:
        for number, hit in enumerate(_some(dice, hits, LEFT)):
            name, at = NAMES[number % len(NAMES)], datetime.fromtimestamp(hit.at, UTC)
            answers = Answers(name=name, email=f"{name.lower().replace(' ', '.')}.{number}@example.com")
            lead_id = leads.capture(db, int(link["id"]), bytes.fromhex(hit.visitor), answers, at)
            later(db, "push_lead", location_id=location_id, lead_id=lead_id)


def buy(settings: Settings, location_id: int, link: dict[str, Any], hits: Sequence[Hit], now: datetime) -> None:
    """Some of who clicked have bought since, as the account's server would tell it by the click's own id."""
    dice = random.Random("purchases")  # noqa: S311 - as above
    with tenant(location_id) as db:
        salt = db.scalars(select(Terms.visitor_salt).where(Terms.location_id == location_id)).one()
        secret = visitor_secret(settings.visitor_secret, bytes(salt))
        for variant, share in zip(link["split"], BOUGHT, strict=True):
            seen = [hit for hit in hits if hit.variant == variant["id"]]
            for hit in _some(dice, seen, share):
                after = datetime.fromtimestamp(hit.at, UTC) + timedelta(minutes=dice.randrange(2, 90))
                told = {
                    "click_id": click_id(secret, location_id, int(link["id"]), hit.at), "event": "purchase",
                    "id": "", "value": PRICE, "currency": "USD", "at": min(after, now),
                }  # fmt: skip
                conversions.convert(db, told, "server", now)


def _some(dice: random.Random, hits: Iterable[Hit], share: float) -> list[Hit]:
    return [hit for hit in hits if hit.user_agent not in AGENTS and dice.random() < share]
