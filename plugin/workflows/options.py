"""Lists that the CRM offers where a trigger or a step is set up: what can be chosen, and the word kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.campaigns.models import Campaign
from plugin.errors import NotFound
from plugin.links.find import Query, several

MOST: Final = 100
LONGEST_SEARCH: Final = 200


class Option(TypedDict):
    """One line of a list."""

    label: str
    value: str


def options(db: Session, of: str, search: str, now: datetime) -> list[Option]:
    """What the account has of `links` or `campaigns`, as far as it holds the words searched for; 100 at most."""
    words = search.strip().replace("\x00", "")[:LONGEST_SEARCH]
    if of == "links":
        found, _, _ = several(db, Query(search=words, limit=MOST), now)
        return [Option(label=f"{link.title} ({link.domain}/{link.slug})", value=str(link.id)) for link in found]
    if of == "campaigns":
        wanted = select(Campaign.name, Campaign.id).order_by(Campaign.name, Campaign.id).limit(MOST)
        named = db.execute(wanted.where(Campaign.name.icontains(words, autoescape=True)))
        return [Option(label=row.name, value=str(row.id)) for row in named]
    raise NotFound("There is no such list.")
