"""The questions asked of clicks, one file each."""

from __future__ import annotations

from typing import Final

from plugin.reports.questions import (
    bots,
    browser_versions,
    browsers,
    busiest_hours,
    cards,
    cities,
    clicks_over_time,
    countries,
    destinations,
    devices,
    engagement,
    funnel,
    languages,
    links,
    orphans,
    referrers,
    regions,
    sources,
    split,
    system_versions,
    systems,
    utm_campaigns,
    utm_contents,
    utm_mediums,
    utm_sources,
    utm_terms,
)
from plugin.reports.questions.kind import Question

QUESTIONS: Final[tuple[Question, ...]] = (
    cards, clicks_over_time, countries, devices, browsers, systems, sources, busiest_hours, regions, cities,
    system_versions, browser_versions, languages, referrers, utm_sources, utm_mediums, utm_campaigns, utm_terms,
    utm_contents, destinations, split, links, bots, orphans, funnel, engagement,
)  # fmt: skip
KINDS: Final = tuple(question.kind for question in QUESTIONS)
# What the first screen shows, and what is answered where nothing is named.
FIRST: Final = ("cards", "clicks_over_time", "countries", "devices", "browsers", "systems", "sources")
