"""What rules may ask about a click; each answer is found when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from plugin.visitors.device import Device, device_of
from plugin.visitors.geo import NOWHERE, Place
from plugin.visitors.source import Source, source_of
from plugin.visitors.visitor import Visitor

# What costs something to find out; all else lies in the request already.
Need = Literal["place", "device", "source", "returning", "contact"]


def nowhere() -> Place:
    """The place of a visitor whom nobody looked up."""
    return NOWHERE


def never() -> bool:
    """The answer for a visitor of whom we have no record."""
    return False


def nobodys() -> frozenset[str] | None:
    """The tags of a contact of whom we know none."""
    return None


class Facts:
    """One click as rules see it; read only. `now` is in Unix seconds.

    `place`, `returning` (has this visitor clicked this link before) and `tags` (those of the contact that the visitor
    is named as) ask the stores, once and only if a rule wants to know; they must answer whatever happens: nowhere,
    False, None. `device` and `source` are read from the visitor unless given, as the simulator does.
    """

    __slots__ = ("_device", "_parameters", "_place", "_returning", "_source", "_tags", "now", "visitor")

    def __init__(  # noqa: PLR0913 - the visitor, the moment and five answers
        self,
        visitor: Visitor,
        now: float,
        *,
        place: Callable[[], Place] = nowhere,
        returning: Callable[[], bool] = never,
        tags: Callable[[], frozenset[str] | None] = nobodys,
        device: Callable[[], Device] | None = None,
        source: Callable[[], Source] | None = None,
    ) -> None:
        self.visitor = visitor
        self.now = now
        self._place: Callable[[], Place] | Place = place
        self._returning: Callable[[], bool] | bool = returning
        self._tags: Callable[[], frozenset[str] | None] | frozenset[str] | None = tags
        self._device: Callable[[], Device] | Device | None = device
        self._source: Callable[[], Source] | Source | None = source
        self._parameters: dict[str, str] | None = None

    # Not cached_property: before Python 3.12 that holds one lock for all objects while a store is asked.

    @property
    def place(self) -> Place:
        """Where the visitor is, as far as it is known."""
        if not isinstance(self._place, Place):
            self._place = self._place()
        return self._place

    @property
    def returning(self) -> bool:
        """Whether this visitor has clicked this link before."""
        if not isinstance(self._returning, bool):
            self._returning = self._returning()
        return self._returning

    @property
    def tags(self) -> frozenset[str] | None:
        """The tags of the contact that the visitor is named as, folded; None where nothing is known of one."""
        if callable(self._tags):
            self._tags = self._tags()
        return self._tags

    @property
    def device(self) -> Device:
        """What the visitor holds in their hands."""
        if not isinstance(self._device, Device):
            self._device = self._device() if self._device else device_of(self.visitor.user_agent, self.visitor.hints)
        return self._device

    @property
    def source(self) -> Source:
        """Where the visitor came from."""
        if not isinstance(self._source, Source):
            visitor = self.visitor
            self._source = (
                self._source() if self._source else source_of(visitor.referrer, visitor.user_agent, visitor.query)
            )
        return self._source

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the short URL as it was opened, decoded; of a repeated name the first."""
        if self._parameters is None:
            self._parameters = self.visitor.parameters
        return self._parameters
