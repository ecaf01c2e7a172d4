"""What is known of a contact after news of them: the same, in whatever order and however often the news come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from plugin.crm.tags import folded
from plugin.fields import UNFIT

Value = str | bool | tuple[str, ...] | None
EMPTY: Final[Mapping[str, Value]] = {"name": None, "email": None, "phone": None, "tags": (), "dnd": False}
PERSONAL: Final = frozenset({"name", "email", "phone"})
# Beside the fields: when the contact was last told of as being there, and when as deleted.
HERE, GONE = "here", "gone"
LONGEST: Final = 320
MOST_TAGS: Final = 1_000


@dataclass(frozen=True, slots=True)
class News:
    """What the CRM said of a contact, by its own clock; a field that is not in `said` was not spoken of."""

    at: datetime
    said: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A value for each of EMPTY's fields, and in `told` when those that are not empty were told (Unix seconds)."""

    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)
    told: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_deleted(self) -> bool:
        """Whether nobody has spoken of them as being there since they were deleted."""
        return GONE in self.told and self.told.get(HERE, 0.0) <= self.told[GONE]


def news_of(at: datetime, said: Mapping[str, Any]) -> News:
    """News of the fields of EMPTY in JSON of the CRM's; what has another form than it should is not taken as said."""
    texts = {name: _text(said[name]) for name in PERSONAL if name in said and isinstance(said[name], str | None)}
    tags = {"tags": _tags(said["tags"])} if isinstance(said.get("tags"), list | tuple) else {}
    dnd = {"dnd": said["dnd"]} if isinstance(said.get("dnd"), bool) else {}
    return News(at, {**texts, **tags, **dnd})


def updated(known: Known, news: News, *, wanted: bool) -> Known:
    """Each field has the value that was told last; personal ones only of contacts that are wanted.

    Of two values told at one moment the greater stays, so that it does not matter which came first.
    """
    at = news.at.timestamp()
    if at <= known.told.get(GONE, 0.0):
        return known
    taken = {name: value for name, value in news.said.items() if wanted or name not in PERSONAL}
    newer = {name: value for name, value in taken.items() if _is_newer(known, name, value, at)}
    here = max(at, known.told.get(HERE, 0.0))
    return Known({**known.values, **newer}, {**known.told, **dict.fromkeys(newer, at), HERE: here})


def deleted(known: Known, at: datetime) -> Known:
    """Nothing that was told before is known any more, nor anything personal: who comes back is not yet wanted."""
    gone = max(at.timestamp(), known.told.get(GONE, 0.0))
    left = {name: told for name, told in known.told.items() if told > gone and name not in PERSONAL}
    return Known({name: known.values[name] if name in left else EMPTY[name] for name in EMPTY}, {**left, GONE: gone})


def _is_newer(known: Known, name: str, value: Value, at: float) -> bool:
    before = known.told.get(name, 0.0)
    return (at, str(value or "")) > (before, str(known.values[name] or ""))


def _text(told: str | None) -> str | None:
    return UNFIT.sub(" ", told or "").strip()[:LONGEST] or None


def _tags(told: list[Any] | tuple[Any, ...]) -> tuple[str, ...]:
    """In one order and spelling: the CRM's lists are sets."""
    found = {folded(UNFIT.sub(" ", tag))[:LONGEST] for tag in told if isinstance(tag, str)} - {""}
    return (*sorted(found)[:MOST_TAGS],)
