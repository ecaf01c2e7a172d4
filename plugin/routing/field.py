"""How a kind of condition describes its own fields, for schemas and for the dashboard's editor."""

from __future__ import annotations

from typing import Literal, NamedTuple

Shape = Literal["texts", "choices", "choice", "text", "day", "clock", "zone"]


class Field(NamedTuple):
    """One field of a condition's JSON.

    `texts` and `choices` are lists (of anything that the kind takes, or of `choices`), the others one text: `day` is
    YYYY-MM-DD, `clock` HH:MM, `zone` an IANA name. `choices` of a `texts` field are suggestions.
    """

    name: str
    label: str
    shape: Shape
    required: bool = False
    choices: tuple[str, ...] = ()
