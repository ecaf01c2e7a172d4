"""Language tags: what `Accept-Language` prefers (RFC 9110, 12.5.4), and which tags a range takes (RFC 4647, 3.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
ENTRY: Final = re.compile(r"([A-Za-z0-9*-]+)(?:\s*;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)
# Two names of one language: old codes that phones still send, and Norwegian, which browsers call Bokmål.
SAME: Final = {"iw": "he", "in": "id", "ji": "yi", "nb": "no"}


@lru_cache(maxsize=4096)
def preferred(header: str) -> tuple[str, ...]:
    """The tags that a header prefers to all others: those of its highest q-value, as plain as `plain_tag` makes them.

    Entries that are malformed, `*`, or refused (q=0) do not count; no header, no preference.
    """
    entries = [(quality, tag) for quality, tag in _entries(header) if quality > 0]
    best = max((quality for quality, _ in entries), default=0.0)
    return (*dict.fromkeys(tag for quality, tag in entries if quality == best),)


@lru_cache(maxsize=4096)
def ranked(header: str) -> tuple[str, ...]:
    """All tags that a header takes, the most wanted first; those of one q-value in the order in which they stand."""
    entries = sorted((entry for entry in _entries(header) if entry[0] > 0), key=lambda entry: -entry[0])
    return (*dict.fromkeys(tag for _, tag in entries),)


def takes(wanted: str, tag: str) -> bool:
    """Whether a range takes a tag: `de` takes de-AT, `zh-TW` takes zh-Hant-TW. Both plain."""
    if tag == wanted or tag.startswith(wanted + "-"):
        return True
    first, *rest = wanted.split("-")
    given = tag.split("-")
    return given[0] == first and _in_turn(rest, given[1:])


def plain_tag(tag: str) -> str:
    """A tag in lower case, its language by the one name we use."""
    language, dash, rest = tag.lower().partition("-")
    return SAME.get(language, language) + dash + rest


def _entries(header: str) -> Iterator[tuple[float, str]]:
    for entry in header.split(","):
        found = ENTRY.fullmatch(entry.strip())
        if found and TAG.fullmatch(found[1]):
            yield float(found[2] or 1), plain_tag(found[1])


def _in_turn(wanted: list[str], given: list[str]) -> bool:
    for part in given:
        if not wanted:
            return True
        if part == wanted[0]:
            wanted = wanted[1:]
        elif len(part) == 1:  # a singleton begins an extension: beyond it nothing is compared
            return False
    return not wanted
