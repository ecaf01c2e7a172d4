"""The made-up hits of the demo: visitors from all over, and contacts of the CRM who clicked in its mails."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from plugin.clicks.hit import Hit
from plugin.demo.people import MACHINES, PEOPLE, PLACES, addresses
from plugin.routing import split
from plugin.visitors.visitor import visitor_key

DAYS: Final = 64
HOME: Final = ZoneInfo("America/Chicago")
WEEK: Final = (1.0, 1.05, 1.1, 1.0, 0.9, 0.7, 0.75)
DAY: Final = (1, 1, 1, 1, 1, 2, 5, 9, 11, 10, 8, 9, 12, 9, 7, 7, 9, 13, 16, 15, 12, 9, 5, 2)
SECRET: Final = b"the demo's month"
# What short links were shared with: utm_source, medium and campaign; most are bare. Then how often each.
LABELS: Final = (
    ("", "", ""), ("instagram", "social", "summer-2026"), ("facebook", "paid", "summer-2026"),
    ("newsletter", "email", "november"), ("google", "paid", "free-trial"),
)  # fmt: skip
SHARED: Final = (60, 12, 9, 12, 7)
SCANNED: Final = 0.06  # of clicks: the links stand on leaflets too


def month_of(location_id: int, link: dict[str, Any], daily: int, now: datetime) -> Iterator[Hit]:
    """Plausible hits on one link up to now: busy evenings, quiet weekends, growing, some people coming again."""
    # The same month at every first start, so that what the demo shows can be talked about.
    dice = random.Random(link["slug"])  # noqa: S311 - a story, not a secret
    places = dict(zip(addresses(), PLACES.values(), strict=True))
    for day in range(DAYS, -1, -1):
        at = (now - timedelta(days=day)).astimezone(HOME)
        wanted = daily * WEEK[at.weekday()] * (1.35 - 0.7 * day / DAYS) * dice.uniform(0.8, 1.2)
        for _ in range(round(wanted)):
            moment = at.replace(
                hour=dice.choices(range(24), DAY)[0], minute=dice.randrange(60), second=dice.randrange(60)
            )
            if moment < now:
                yield hit_of(dice, location_id, link, moment, places)


def hit_of(
    dice: random.Random,
    location_id: int,
    link: dict[str, Any],
    moment: datetime,
    places: dict[str, tuple[str, str, str]],
) -> Hit:
    """One hit by one of a few thousand made-up visitors, one in fifteen of them a machine."""
    person = dice.choice(MACHINES if dice.random() < 1 / 15 else PEOPLE)
    ranked = list(places)
    address = dice.choices(ranked, [1 / rank for rank in range(1, len(ranked) + 1)])[0]
    country, region, city = places[address]
    household = f"{address}/{int(dice.paretovariate(0.35)) % 4000}"
    visitor = visitor_key(SECRET, household, person.user_agent)
    source, medium, campaign = dice.choices(LABELS, SHARED)[0]
    destination, variant = onward(link, visitor)
    return Hit(
        at=moment.astimezone(UTC).timestamp(),
        outcome="sent",
        location=location_id,
        link=int(link["id"]),
        visitor=visitor.hex(),
        user_agent=person.user_agent,
        referrer=person.referrer,
        language=dice.choice(("en", "en", "en", "es", "de", "fr", "pt")),
        utm_source=source,
        brought={"utm_medium": medium, "utm_campaign": campaign} if source else {},
        country=country,
        region=region,
        city=city,
        qr=link["slug"] == "hello" or dice.random() < SCANNED,
        destination=destination,
        variant=variant,
    )


def of_contacts(
    location_id: int, links: Sequence[dict[str, Any]], contact_ids: Sequence[str], now: datetime
) -> Iterator[Hit]:
    """Contacts of the CRM who clicked on links in its mails during the last weeks, some of them often."""
    dice = random.Random("contacts")  # noqa: S311 - as above
    for number, contact_id in enumerate(contact_ids):
        agent = PEOPLE[number].user_agent
        visitor = visitor_key(SECRET, contact_id, agent)
        for turn in range(2 + 2 * (len(contact_ids) - number)):
            link = links[(number + turn) % len(links)]
            destination, variant = onward(link, visitor)
            at = now - timedelta(hours=5 + 31 * turn + 3 * number, minutes=dice.randrange(60))
            yield Hit(
                at=at.timestamp(), outcome="sent", location=location_id, link=int(link["id"]), visitor=visitor.hex(),
                user_agent=agent, language="en", utm_source="newsletter", brought={"utm_medium": "email"},
                country="US", region="TX", city="Austin", contact=contact_id, destination=destination, variant=variant,
            )  # fmt: skip


def onward(link: dict[str, Any], visitor: bytes) -> tuple[str, str]:
    """Where a visitor of a link is sent, and the variant of its split, if it has one."""
    if not link["split"]:
        return link["destination"], ""
    variant = split.pick(split.parse(link["split"]), visitor, int(link["id"]))
    return variant.destination, variant.id
