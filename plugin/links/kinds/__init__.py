"""What a link can be: one file a kind, and KINDS, the tuple that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from plugin.links.kinds import amazon, redirect, vcard


class Kind(Protocol):
    """A kind of link: what it is made of, and how that is checked before it is kept."""

    kind: str
    label: str
    fields: tuple[str, ...]
    """What it needs, and no other kind takes."""
    without: tuple[str, ...]
    """What links may have that would mean nothing here."""

    def check(self, db: Session, given: Mapping[str, Any]) -> dict[str, Any]:
        """What to keep, as attributes of a link, of those `fields` that are given. Raises Invalid."""

    def called(self, destination: str, content: Mapping[str, Any]) -> str:
        """What to call a link that staff gave no title."""


KINDS: Final[tuple[Kind, ...]] = (redirect, vcard, amazon)
BY_NAME: Final = {kind.kind: kind for kind in KINDS}
