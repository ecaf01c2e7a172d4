"""What Disconnect would do, in words for the admin who is about to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from oauth import disconnect
from oauth.health import connection
from plugin.locations import verbs as locations

ENDS = (
    "Nobody can open Smart Links in this account any more; whoever has it open is signed out.",
    "Clicks no longer add tags, notes or field values to contacts, and start no workflows.",
    "Our access to this account in your CRM; the keys that it gave us are deleted at once.",
)
STAYS = (
    "Short links and QR codes keep working until {day}.",
    "Links, clicks, leads and settings are kept until then: install Smart Links again, and all of it is back.",
    "Tags, notes, field values and contacts that are in your CRM stay there.",
)
GOES = (
    "On {day} links, clicks, leads, campaigns and settings are deleted for good. Short links stop working then, and"
    " none of them is ever given to another account."
)
BILLING = (
    "Look in your CRM's app marketplace, under installed apps, whether the subscription has ended with it.",
    "Your company installed Smart Links for this account and may pay for it: tell its admin.",
)


@dataclass(frozen=True, slots=True)
class Consequences:
    """Which access ends, what stays and until when, what goes, and what to do about billing."""

    account: str
    ends: tuple[str, ...]
    stays: tuple[str, ...]
    goes: str
    billing: str
    erased_at: datetime


def consequences(db: Session, now: datetime) -> Consequences:
    """What it would mean for the session's location to disconnect now."""
    stands, erased_at = connection(db), disconnect.erased_at(now)
    through_company = stands is not None and stands.through_company
    day = f"{erased_at:%B} {erased_at.day}, {erased_at.year}"
    return Consequences(
        account=locations.show(db).name,
        ends=ENDS,
        stays=tuple(line.format(day=day) for line in STAYS),
        goes=GOES.format(day=day),
        billing=BILLING[through_company],
        erased_at=erased_at,
    )
