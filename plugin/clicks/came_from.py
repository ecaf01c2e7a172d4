"""Where a visitor came from before they met a form: carried by the form, since its own page is what refers its post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import msgspec

from plugin.clicks.asked import Asked

FIELD: Final = "came-from"  # no field of a lead's form can be called so
LONGEST: Final = 300


def carried_back(asked: Asked, posted: Mapping[str, str] | None) -> Asked:
    """The visitor with the referrer that they met the form with; as good a claim as any referrer."""
    if posted is None:
        return asked
    referrer = "".join(letter for letter in posted.get(FIELD, "")[:LONGEST] if letter.isprintable())
    return msgspec.structs.replace(asked, visitor=msgspec.structs.replace(asked.visitor, referrer=referrer))


def carried(asked: Asked, host: str) -> str:
    """What the form is to carry: the referrer, unless it is a page of this host itself."""
    referrer = asked.visitor.referrer[:LONGEST]
    try:
        return "" if urlsplit(referrer).netloc.lower() == host.lower() else referrer
    except ValueError:
        return ""
