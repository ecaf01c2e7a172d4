"""One visitor asking for one link: what the request says, what it takes time to find out, and what they have shown."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from plugin.visitors.bots import bot_of
from plugin.visitors.device import Device, device_of
from plugin.visitors.geo import NOWHERE, Place
from plugin.visitors.source import Source, source_of
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
    """What a decision may ask, and its rules: a `plugin.routing.facts.Facts`.

    Nothing is found out before it is asked for, and each thing once; nothing raises. `secret` is the location's;
    `place_of` takes an address; `seen` takes the visitor's key and says whether they have clicked this link before;
    `tags_of` takes the contact that they are named as, or the token that stands for one.
    """

    visitor: Visitor
    secret: bytes = b""
    place_of: Callable[[str], Place] = nowhere
    seen: Callable[[bytes], bool] = never
    tags_of: Callable[[str], frozenset[str] | None] = unknown
    passes: Passes = NOTHING_SHOWN
    now: float = 0.0
    _key: bytes | None = None
    _place: Place | None = None
    _returning: bool | None = None
    _tags: frozenset[str] | msgspec.UnsetType | None = msgspec.UNSET
    _device: Device | None = None
    _source: Source | None = None
    _parameters: dict[str, str] | None = None
    _bot: str | None = ""
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
            self._place = self.place_of(self.visitor.address)
        return self._place

    @property
    def returning(self) -> bool:
        """Whether this visitor has clicked this link before."""
        if self._returning is None:
            self._returning = self.seen(self.key)
        return self._returning

    @property
    def tags(self) -> frozenset[str] | None:
        """The tags of the contact that the visitor is named as, folded; None where nothing is known of one."""
        if self._tags is msgspec.UNSET:
            self._tags = self.tags_of(self.visitor.contact or "")
        return self._tags

    @property
    def device(self) -> Device:
        """What the visitor holds in their hands."""
        if self._device is None:
            self._device = device_of(self.visitor.user_agent, self.visitor.hints)
        return self._device

    @property
    def source(self) -> Source:
        """Where the visitor came from."""
        if self._source is None:
            self._source = source_of(self.visitor.referrer, self.visitor.user_agent, self.visitor.query)
        return self._source

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the short URL as it was opened, decoded; of a repeated name the first."""
        if self._parameters is None:
            self._parameters = self.visitor.parameters
        return self._parameters

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

    def at(self, now: float) -> Asked:
        """Itself, at a moment in Unix seconds; the moment of the first call counts."""
        self.now = self.now or now
        return self

    def showing(self, passes: Passes) -> Asked:
        """The same visitor with these passes."""
        return msgspec.structs.replace(self, passes=passes)
