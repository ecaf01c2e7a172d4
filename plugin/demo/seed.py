"""Two months in the life of a gym's links, so that the demo's reports have something to say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal
from plugin.demo.crm_user import Staff
from plugin.demo.people import MACHINES, PEOPLE, PLACES, addresses
from plugin.settings import Settings
from plugin.visitors.visitor import visitor_key

DAYS: Final = 64
TAGS: Final = (("Summer", "amber"), ("Ads", "fuchsia"), ("Leads", "violet"), ("Members", "teal"), ("Print", "slate"))
# Title, slug, path on the gym's site, tags, clicks a day.
LINKS: Final = (
    ("Summer Pass", "summer", "summer-pass", ("Summer", "Ads"), 46),
    ("Free 7-day trial", "trial", "trial", ("Leads", "Ads"), 31),
    ("Class schedule", "classes", "schedule", ("Members",), 24),
    ("Refer a friend", "refer", "refer", ("Members",), 15),
    ("Nutrition guide", "eat-well", "files/eat-well.pdf", ("Leads",), 9),
    ("Leave us a review", "review", "review", (), 6),
    ("Front desk poster", "hello", "check-in", ("Print",), 3),
)
SITE: Final = "https://brightside.example"
CRM_TAGS: Final = {"summer": ["clicked summer pass"], "trial": ["wants trial"]}
WEEK: Final = (1.0, 1.05, 1.1, 1.0, 0.9, 0.7, 0.75)
DAY: Final = (1, 1, 1, 1, 1, 2, 5, 9, 11, 10, 8, 9, 12, 9, 7, 7, 9, 13, 16, 15, 12, 9, 5, 2)


def seed(settings: Settings, staff: Staff, now: datetime) -> int:
    """Make tags, a campaign, links and their clicks of the last month; gives how many hits it wrote."""
    staff.call("PUT", "/api/brand", json={"name": "Brightside", "logo_url": None, "colors": {"primary": "#4f46e5"}})
    made = (staff.call("POST", "/api/tags", json={"name": name, "color": color}) for name, color in TAGS)
    tags = {tag["name"]: tag["id"] for tag in made}
    campaign = staff.call("POST", "/api/campaigns", json={"name": "Summer 2026", "crm_tags": ["summer 2026"]})
    hits: list[Hit] = []
    for title, slug, path, names, daily in LINKS:
        body: dict[str, Any] = {
            "title": title,
            "slug": slug,
            "destination": f"{SITE}/{path}",
            "tags": [tags[name] for name in names],
        }
        more = {"crm_tags": CRM_TAGS.get(slug, []), "campaign_id": campaign["id"] if "Summer" in names else None}
        link = staff.call("POST", "/api/links", json=body | more)
        hits += month_of(int(staff.me["location"]["id"]), link, daily, now)
    journal = Journal(settings.journal_dir, settings.host_id)
    for hit in sorted(hits, key=lambda each: each.at):
        journal.append(hit)
    journal.close()
    return len(hits)


def month_of(location_id: int, link: dict[str, str], daily: int, now: datetime) -> Iterator[Hit]:
    """Plausible hits on one link up to now: busy evenings, quiet weekends, growing, some people coming again."""
    # The same month at every first start, so that what the demo shows can be talked about.
    dice = random.Random(link["slug"])  # noqa: S311 - a story, not a secret
    places = dict(zip(addresses(), PLACES.values(), strict=True))
    for day in range(DAYS, -1, -1):
        at = now - timedelta(days=day)
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
    link: dict[str, str],
    moment: datetime,
    places: dict[str, tuple[str, str, str]],
) -> Hit:
    """One hit by one of a few thousand made-up visitors, one in fifteen of them a machine."""
    person = dice.choice(MACHINES if dice.random() < 1 / 15 else PEOPLE)
    ranked = list(places)
    address = dice.choices(ranked, [1 / rank for rank in range(1, len(ranked) + 1)])[0]
    country, region, city = places[address]
    household = f"{address}/{int(dice.paretovariate(0.35)) % 4000}"
    return Hit(
        at=moment.astimezone(UTC).timestamp(),
        outcome="sent",
        location=location_id,
        link=int(link["id"]),
        visitor=visitor_key(b"the demo's month", household, person.user_agent).hex(),
        user_agent=person.user_agent,
        referrer=person.referrer,
        language=dice.choice(("en", "en", "en", "es", "de", "fr", "pt")),
        country=country,
        region=region,
        city=city,
        qr=link["slug"] == "hello",
        destination=link["destination"],
    )
