"""What we told the marketplace about us: the code asks for no scope and expects no event but those listed there."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parent.parent / "marketplace.json"


@cache
def manifest() -> dict[str, Any]:
    """`marketplace.json` as it stands beside the code; read once."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def scopes() -> tuple[str, ...]:
    """What we may do in the CRM: asked for at install."""
    return tuple(manifest()["oauth"]["allowedScopes"])


def redirect_path() -> str:
    """Where the CRM sends a user back to with a code."""
    return str(manifest()["oauth"]["redirectPath"])
