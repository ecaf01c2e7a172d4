"""How often an address may knock at the door where the CRM lets its users in."""

from __future__ import annotations

from typing import Final

from plugin.errors import RateLimited
from plugin.rates import Rate

KNOCKS: Final = Rate("knock", 120, 60)  # an office of many people shares one address


def knock(address: str) -> None:
    """Count one try from an address; raises RateLimited beyond the limit."""
    wait = KNOCKS.take(address)
    if wait:
        raise RateLimited("Too many tries from here. Wait a minute and try again.", retry_after=wait)
