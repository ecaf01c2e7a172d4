"""What a plan has awake of a link's routing: paid rules and splits rest on a plan without them."""

from __future__ import annotations

from typing import Final

from plugin.plans.plans import PLANS, Feature
from plugin.routing.routing import Routing, under

FEATURES: Final[dict[str, frozenset[Feature]]] = {plan.name: frozenset(plan.features) for plan in PLANS}
NO_FEATURES: Final = frozenset[Feature]()
KEPT: Final = 1_024
_rested: dict[tuple[int, str], tuple[Routing, Routing]] = {}


def awake(routing: Routing, plan: str) -> Routing:
    """The routing as the plan of this name has it; one that is not on the price list has nothing that is paid."""
    features = FEATURES.get(plan, NO_FEATURES)
    if routing.features <= features:
        return routing
    key = (id(routing), plan)
    kept = _rested.get(key)
    if kept is None or kept[0] is not routing:
        if len(_rested) >= KEPT:
            _rested.clear()
        # The routing itself is kept beside what is left of it: its id is not given to another meanwhile.
        kept = _rested[key] = routing, under(routing, features)
    return kept[1]
