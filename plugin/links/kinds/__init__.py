"""What a link can be: one file a kind, and KINDS, the tuple that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from plugin.links.kinds import redirect


class Kind(Protocol):
    """A kind of link: the fields it needs, and how they are checked before they are kept."""

    kind: str
    label: str
    fields: tuple[str, ...]

    def check(self, db: Session, given: Mapping[str, Any]) -> dict[str, Any]:
        """Those of `fields` that are given, in the form to keep. Raises Invalid."""


KINDS: Final[tuple[Kind, ...]] = (redirect,)
BY_NAME: Final = {kind.kind: kind for kind in KINDS}
