"""What rules may ask about a click; each answer is found when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal, Protocol

from plugin.visitors.device import Device, device_of
from plugin.visitors.geo import NOWHERE, Place
from plugin.visitors.source import Source, source_of
from plugin.visitors.visitor import Visitor

# What costs something to find out; all else lies in the request already.
Need = Literal["place", "device", "source", "returning", "contact"]


class Facts(Protocol):
    """One click as rules see it; read only. What is asked for answers whatever happens: nowhere, False."""

    @property
    def visitor(self) -> Visitor:
        """What the request says."""

    @property
    def now(self) -> float:
        """The moment of the click in Unix seconds."""

    @property
    def place(self) -> Place:
        """Where the visitor is, as far as it is known."""

    @property
    def returning(self) -> bool:
        """Whether this visitor has clicked this link before."""

    @property
    def tags(self) -> frozenset[str] | None:
        """The tags of the contact that the visitor is named as, folded; None where nothing is known of one."""

    @property
    def device(self) -> Device:
        """What the visitor holds in their hands."""

    @property
    def source(self) -> Source:
        """Where the visitor came from."""

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the short URL as it was opened, decoded; of a repeated name the first."""


def nowhere() -> Place:
    """The place of a visitor whom nobody looked up."""
    return NOWHERE


def never() -> bool:
    """The answer for a visitor of whom we have no record."""
    return False


def nobodys() -> frozenset[str] | None:
    """The tags of a contact of whom we know none."""
    return None


class Supposed:
    """A click that somebody makes up, for the simulator: a Facts whose answers are given, each asked for once.

    `device` and `source` are read from the visitor unless given.
    """

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
        self._place = place
        self._returning = returning
        self._tags = tags
        self._device = device
        self._source = source

    @cached_property
    def place(self) -> Place:
        """As it was given."""
        return self._place()

    @cached_property
    def returning(self) -> bool:
        """As it was given."""
        return self._returning()

    @cached_property
    def tags(self) -> frozenset[str] | None:
        """As they were given."""
        return self._tags()

    @cached_property
    def device(self) -> Device:
        """As it was given, else read from the visitor."""
        return self._device() if self._device else device_of(self.visitor.user_agent, self.visitor.hints)

    @cached_property
    def source(self) -> Source:
        """As it was given, else read from the visitor."""
        visitor = self.visitor
        return self._source() if self._source else source_of(visitor.referrer, visitor.user_agent, visitor.query)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Read from the visitor."""
        return self.visitor.parameters
