"""What we told the marketplace about us: the code asks for no scope and expects no event but those listed there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parent.parent / "marketplace.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of `marketplace.json` that the code leans on."""

    name: str
    scopes: tuple[str, ...]
    redirect_path: str
    events: tuple[str, ...]
    webhook_path: str
    page_path: str


@cache
def manifest() -> Manifest:
    """The manifest beside this checkout's `pyproject.toml`; read once."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return Manifest(
        name=told["basicInfo"]["name"],
        scopes=tuple(told["oauth"]["allowedScopes"]),
        redirect_path=told["oauth"]["redirectPath"],
        events=tuple(event["name"] for event in told["webhooks"]["subscribedEvents"]),
        webhook_path=told["webhooks"]["path"],
        page_path=told["customPage"]["path"],
    )
