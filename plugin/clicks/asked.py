"""One visitor asking for one link: what the request says, what it takes time to find out, and what they have shown."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import msgspec

from plugin.routing.facts import Facts
from plugin.visitors.bots import bot_of
from plugin.visitors.geo import NOWHERE, Place
from plugin.visitors.visitor import Visitor, visitor_key


class Passes(NamedTuple):
    """What the visitor has shown at this link's gates; as it stands nobody has shown anything.

    `unlocked` is the version of the password that they knew, `left` says that they have filled in the form,
    `let_through` that the click limit has room for them.
    """

    unlocked: int | None = None
    left: bool = False
    let_through: bool = False


NOTHING_SHOWN: Final = Passes()


def nowhere(_address: str) -> Place:
    """The place of a visitor whom nobody looks up."""
    return NOWHERE


def never(_key: bytes) -> bool:
    """Whether a visitor of whom nobody keeps a record was here before."""
    return False


def unknown(_contact: str) -> frozenset[str] | None:
    """The tags of a contact whom nobody looks up."""
    return None


class Asked(msgspec.Struct):
    """What a decision may ask. Nothing is found out before it is asked for, and each thing once; nothing raises.

    `secret` is the location's; `place_of` takes an address; `seen` takes the visitor's key and says whether they have
    clicked this link before; `tags_of` takes the contact that they are named as, or the token that stands for one.
    """

    visitor: Visitor
    secret: bytes = b""
    place_of: Callable[[str], Place] = nowhere
    seen: Callable[[bytes], bool] = never
    tags_of: Callable[[str], frozenset[str] | None] = unknown
    passes: Passes = NOTHING_SHOWN
    _key: bytes | None = None
    _place: Place | None = None
    _bot: str | None = ""
    _facts: Facts | None = None
    _dice: float | None = None

    @property
    def key(self) -> bytes:
        """16 bytes that stand for this visitor to this location."""
        if self._key is None:
            self._key = visitor_key(self.secret, self.visitor.address, self.visitor.user_agent)
        return self._key

    @property
    def place(self) -> Place:
        """Where the visitor is, as far as it is known."""
        if self._place is None:
            self._place = self._facts.place if self._facts else self.place_of(self.visitor.address)
        return self._place

    @property
    def bot(self) -> str | None:
        """Why this is a machine, as one of `plugin.visitors.bots.REASONS`; None for a person."""
        if self._bot == "":
            visitor = self.visitor
            self._bot = bot_of(visitor.user_agent, visitor.method, visitor.purpose, visitor.hints)
        return self._bot

    @property
    def dice(self) -> float:
        """A number in [0, 1), thrown once: for what changes from click to click."""
        if self._dice is None:
            self._dice = random.random()  # noqa: S311 - which of some search words comes up is no secret
        return self._dice

    def facts(self, now: float) -> Facts:
        """What rules may ask, at a moment in Unix seconds; the moment of the first call counts."""
        if self._facts is None:
            # Bound to values and not to this object: no circle for the collector to find after each click.
            place = partial(self.place_of, self.visitor.address)
            tags = partial(self.tags_of, self.visitor.contact or "")
            self._facts = Facts(self.visitor, now, place=place, returning=partial(self.seen, self.key), tags=tags)
        return self._facts

    def showing(self, passes: Passes) -> Asked:
        """The same visitor with these passes."""
        return msgspec.structs.replace(self, passes=passes)
