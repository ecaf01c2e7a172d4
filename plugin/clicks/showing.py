"""What the front door hands to Flask to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from plugin.clicks.decide import Page
from plugin.clicks.terms import Brand
from plugin.links.live import Live

SHOWING: Final = "smartlinks.showing"  # where, in the environ, Flask finds it
RETRY_S: Final = 2
# The moment that the page of a gate names.
MOMENTS: Final = {"starts": "starts_at", "expired": "expires_at"}


@dataclass(frozen=True, slots=True)
class Showing:
    """A page to show, in whose colours, of which link; of a stray the path it `asked` for.

    `shown` is what else its template needs.
    """

    page: Page
    brand: Brand
    asked: str = ""
    live: Live | None = None
    shown: Mapping[str, object] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """Everything that its template is told."""
        moment = MOMENTS.get(self.page.kind)
        return {
            "asked": self.asked,
            "at": getattr(self.live, moment) if moment and self.live else None,
            "retry_s": RETRY_S if self.page.status == HTTPStatus.SERVICE_UNAVAILABLE else 0,
            **self.shown,
        }
