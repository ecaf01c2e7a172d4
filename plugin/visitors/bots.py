"""Whether a machine is asking, and why we think so: bots are kept and flagged, and stay out of every number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crawlerdetect.providers import crawlers, exclusions
from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from plugin.visitors.apps import APP_WORDS
from plugin.visitors.sieve import Sieve, any_case
from plugin.visitors.signs import CRAWLERS, ENGINES, OLD_BROWSERS, PEOPLE, PREVIEWERS, SCRIPTS
from plugin.visitors.visitor import NO_HINTS, USER_AGENT_LENGTH, Hints

REASONS = ("prefetch", "empty", "preview", "script", "crawler", "head")
PREFETCH, EMPTY, PREVIEW, SCRIPT, CRAWLER, HEAD = REASONS
PURPOSES = ("prefetch", "preview", "prerender")
TAGGED = {"social-preview": PREVIEW, "http-library": SCRIPT, "scanner": SCRIPT}  # crawler-user-agents' word → ours
CACHED = 8192

_APPS = re.compile("|".join(APP_WORDS))
_PEOPLE = re.compile("|".join(PEOPLE), re.IGNORECASE)
_BROWSERS = re.compile("|".join((*PEOPLE, *exclusions.data)), re.IGNORECASE)
_ENGINE = re.compile("|".join(ENGINES))
_OLD_BROWSER = re.compile("|".join(OLD_BROWSERS), re.IGNORECASE)


def _tagged(tags: Iterable[str]) -> str:
    return next((TAGGED[tag] for tag in tags if tag in TAGGED), CRAWLER)


# Machines known by name: link previewers, libraries, and the two public lists.
_known = Sieve(
    (
        *any_case(PREVIEWERS, PREVIEW),
        *((listed["pattern"], _tagged(listed["tags"])) for listed in CRAWLER_USER_AGENTS_DATA),
        *any_case(SCRIPTS, SCRIPT),
        *any_case(crawlers.data, CRAWLER),
    )
)
# Signs of machines that no list names yet.
_unheard_of = Sieve(any_case(CRAWLERS, CRAWLER))


def bot_of(user_agent: str, method: str = "GET", purpose: str = "", hints: Hints | None = None) -> str | None:
    """Why this request is a machine's, as one of REASONS; None for a person's. Never raises.

    `purpose` is what the browser says the request is for, in lower case (Sec-Purpose and its forerunners).
    """
    if any(word in purpose for word in PURPOSES):
        return PREFETCH
    reason = _told_by(user_agent[:USER_AGENT_LENGTH].strip())
    if reason is None and "Headless" in (hints or NO_HINTS).brands:
        return CRAWLER
    return HEAD if reason is None and method == "HEAD" else reason


@lru_cache(maxsize=CACHED)
def _told_by(user_agent: str) -> str | None:
    if not user_agent:
        return EMPTY
    reason = _sign_in(_known, user_agent, _BROWSERS) or _sign_in(_unheard_of, user_agent, _PEOPLE)
    return reason if reason or _is_browser(user_agent) else SCRIPT


def _is_browser(user_agent: str) -> bool:
    """Every browser of today says Mozilla and names its engine; of the others those that we know are let through."""
    if user_agent.startswith("Mozilla/"):
        return _ENGINE.search(user_agent) is not None
    return _OLD_BROWSER.search(user_agent) is not None


def _sign_in(signs: Sieve, user_agent: str, innocent: re.Pattern[str]) -> str | None:
    """The first sign that still stands with the innocent words cut out: on a hit only, for most visitors are people."""
    if signs(user_agent) is None:
        return None
    if user_agent.startswith(
        "Mozilla/"
    ):  # an app's own browser is a person's; alone, the app's word is its previewer's
        user_agent = _APPS.sub("", user_agent)
    return signs(innocent.sub("", user_agent))
