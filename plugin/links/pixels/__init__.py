"""Which networks' pixels a link may load: one file a kind, and PIXELS, the tuple that lists them."""

from __future__ import annotations

import re
from typing import Final, Protocol

from plugin.links.pixels import google, linkedin, meta, pinterest, tiktok, x


class PixelKind(Protocol):
    """One network's pixel. It is known by an id alone: no script of the account's ever runs on our pages."""

    @property
    def kind(self) -> str:
        """Its name in the API, and its file's."""

    @property
    def label(self) -> str:
        """Its name on screens."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What an id of it matches as a whole."""

    @property
    def looks(self) -> str:
        """The same in words, for staff."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where it loads from and reports to, as sources of a content-security policy."""


PIXELS: Final[tuple[PixelKind, ...]] = (meta, google, tiktok, linkedin, pinterest, x)
BY_KIND: Final = {pixel.kind: pixel for pixel in PIXELS}
