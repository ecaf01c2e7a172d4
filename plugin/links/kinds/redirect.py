"""A link that sends its visitors on to a web address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from plugin.links.destinations import clean_destination, host_of

kind = "redirect"
label = "Redirect"
fields: tuple[str, ...] = ("destination",)
without: tuple[str, ...] = ()


def check(db: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """The destination in the form we keep. Raises Invalid `destination_*`."""
    return {"destination": clean_destination(db, given["destination"])} if "destination" in given else {}


def called(destination: str, content: Mapping[str, Any]) -> str:  # noqa: ARG001 - every kind is asked alike
    """Its host."""
    return host_of(destination)
