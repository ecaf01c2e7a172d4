"""What a workflow of the CRM sends, read leniently as its bodies are, and strictly where its words are ids."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

import msgspec

from plugin.errors import Invalid
from plugin.fields import UNFIT

ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
CONTACT: Final = re.compile(r"[A-Za-z0-9]{8,40}", re.ASCII)  # what a click may name, too
LONGEST: Final = 4_000  # characters of any value of a step or a filter
Body = TypeVar("Body")


class Meta(msgspec.Struct, frozen=True):
    """Which of our triggers or actions it is, and its version."""

    key: str = ""
    version: str | float = ""


class Extras(msgspec.Struct, frozen=True):
    """Where it happens; `stepId` comes with some steps only."""

    locationId: str = ""  # noqa: N815 - the CRM's spelling, here and below
    contactId: str | None = None  # noqa: N815
    workflowId: str | None = None  # noqa: N815
    stepId: str | None = None  # noqa: N815


class Filter(msgspec.Struct, frozen=True):
    """One condition that a workflow's owner set at a trigger."""

    field: str = ""
    operator: str = ""
    value: Any = None


class TriggerData(msgspec.Struct, frozen=True):
    """A trigger of ours in one workflow."""

    id: str
    eventType: str  # noqa: N815
    key: str = ""
    targetUrl: str = ""  # noqa: N815
    filters: list[Filter] | None = None


class TriggerWord(msgspec.Struct, frozen=True):
    """The body that tells of a trigger put into a workflow, changed there, or taken out of it."""

    triggerData: TriggerData  # noqa: N815
    extras: Extras
    meta: Meta = Meta()


class StepWord(msgspec.Struct, frozen=True):
    """The body that asks for a step of ours: what was filled in, and for whom."""

    extras: Extras
    data: dict[str, Any] = {}
    meta: Meta = Meta()


def read(raw: bytes, body: type[Body]) -> Body:
    """The body of a request. Raises Invalid with the path of what is amiss."""
    try:
        found = msgspec.json.decode(raw, type=body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        told, _, path = str(fault).partition(" - at `$")
        field = re.sub(r"\[(\w+)\]", r".\1", path.rstrip("`")).strip(".")
        raise Invalid(field or "body", f"This cannot be read: {told[:200]}.") from fault
    return found


def known_id(text: str | None, field: str) -> str:
    """An id as the CRM gives them. Raises Invalid on `field` for anything that could be a path, or is not there."""
    if not text or not ID.fullmatch(text):
        raise Invalid(field, "This is no id of the CRM.")
    return text


def known_contact(text: str | None) -> str:
    """A contact's id. Raises Invalid for one that no link could name."""
    if not text or not CONTACT.fullmatch(text):
        raise Invalid("extras.contactId", "This step needs a contact: start it in a workflow that has one.")
    return text


def text_of(data: dict[str, Any], name: str) -> str:
    """What was filled in, as one line; empty where nothing was. Raises Invalid for what is no text."""
    value = data.get(name)
    if value is None:
        return ""
    if isinstance(value, dict | list | bool):
        raise Invalid(f"data.{name}", "Give one line of text.")
    line = str(value).strip()
    if len(line) > LONGEST or UNFIT.search(line):
        raise Invalid(f"data.{name}", f"Use at most {LONGEST:,} characters, and no control characters.")
    return line
