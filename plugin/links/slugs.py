"""The ends of short links: staff's own ones, which people type from paper, and minted ones without look-alikes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from typing import Final

from plugin.errors import Invalid

SHORTEST, LONGEST = 4, 64
# Without 0 o, 1 i l, 2 z, 5 s, 8 b, u v: whoever reads one aloud or copies it by hand gets it right.
ALPHABET: Final = "34679acdefghjkmnpqrtwxy"
MINTED: Final = 7
# What the short domains answer themselves, now or by custom, and words that would lend a visitor false trust.
RESERVED: Final = (
    "admin", "assets", "favicon", "healthz", "login", "logout", "metrics", "oauth", "password", "readyz", "robots",
    "signin", "signup", "sitemap", "static", "webhook", "webhooks", "well-known",
)  # fmt: skip


def own_slug(text: str) -> str:
    """A slug that staff chose, in lower case. Raises Invalid on field `slug`: `slug_invalid`, `slug_reserved`."""
    # ASCII before lowering: some letters of other scripts are lowered to Latin ones.
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST},{LONGEST}}}", text) or not re.search(r"[A-Za-z0-9]", text):
        raise Invalid(
            "slug", f"Use {SHORTEST} to {LONGEST} letters, digits, - or _, at least one a letter or digit.",
            code="slug_invalid",
        )  # fmt: skip
    slug = text.lower()
    if slug in RESERVED:
        raise Invalid("slug", f"{slug} is kept for the short domain itself. Choose another.", code="slug_reserved")
    return slug


def mint(choice: Callable[[str], str] = secrets.choice) -> str:
    """A slug that nobody can guess from another."""
    return "".join(choice(ALPHABET) for _ in range(MINTED))


def alternatives(slug: str) -> Iterator[str]:
    """Slugs like a taken one, to try in order; some are free on any domain, as the last ones are minted."""
    stem = slug[: LONGEST - 5]
    yield from (f"{stem}-{number}" for number in range(2, 10))
    yield from (f"{stem}-{mint()[:4]}" for _ in range(4))
    yield from (mint() for _ in range(4))
