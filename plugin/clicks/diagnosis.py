"""Where a link leads, for whoever asks before they go: `/<slug>+`. Never a click, and no way around a gate."""

from __future__ import annotations

from typing import Final

from plugin.clicks.ask import Found
from plugin.clicks.awake import awake
from plugin.clicks.bucket import Buckets
from plugin.clicks.decide import SUSPENDED, Page
from plugin.clicks.showing import Showing
from plugin.clicks.terms import NEUTRAL
from plugin.links.kinds import amazon, vcard
from plugin.links.live import Live
from plugin.rates import neighbours

DIAGNOSTIC: Final = Page("diagnostic", "", 200)
MANY: Final = Page("many", "", 429)
BURST: Final = 20
SECONDS: Final = 3.0


class Diagnoses:
    """Says where links lead, to each address so often in each process."""

    def __init__(self) -> None:
        self._buckets = Buckets(BURST, SECONDS)

    def of(self, found: Found, address: str) -> Showing:
        """The page for one link; of a protected one it names the brand only."""
        live, terms = found.live, found.terms
        if not self._buckets.take(neighbours(address)):
            return Showing(MANY, NEUTRAL, shown={"retry_s": int(SECONDS)})
        if terms.suspended:
            return Showing(SUSPENDED, terms.brand, live=live)
        return Showing(DIAGNOSTIC, terms.brand, live=live, shown={"link": f"/{live.slug}", **_led(live, terms.plan)})


def _led(live: Live, plan: str) -> dict[str, object]:
    """Where it leads, as text; nothing where a gate stands in the way, be it open at this moment or not."""
    gates = (live.starts_at, live.expires_at, live.password, live.lead_form)
    if live.paused or live.capped or any(gate is not None for gate in gates):
        return {}
    if live.kind == vcard.kind:
        return {"destination": vcard.called("", live.content or {}), "varies": False}
    if live.routing is None:
        return {"destination": live.destination, "varies": live.kind == amazon.kind}
    routing = awake(live.routing, plan)
    return {"destination": routing.default.url, "varies": bool(routing.rules or routing.split)}
