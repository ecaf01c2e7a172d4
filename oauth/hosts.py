"""Is this the name of a host that may frame us: letters, digits and dots of the public kind, nothing more."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 253
HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])", re.ASCII
)


def as_host(told: str | None) -> str | None:
    """The host in lower case; None for anything else: with a scheme, port or path, an address, a name without a dot."""
    host = (told or "").strip().lower().removeprefix("https://").removesuffix("/")
    return host if len(host) <= LONGEST and HOST.fullmatch(host) else None
