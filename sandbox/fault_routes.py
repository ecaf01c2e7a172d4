"""The switch that causes faults: /_sandbox/faults."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, locations, tokens
from sandbox.answers import reply
from sandbox.faults import Fault
from sandbox.state import here, transaction

blueprint = Blueprint("faults", __name__, url_prefix="/_sandbox/faults")
FAULT: Final[dict[str, bodies.Check]] = {
    "path": bodies.text,
    "method": bodies.text,
    "location": bodies.text,
    "status": bodies.number,
    "slow": bodies.number,
    "answer_lost": bodies.anything,
    "count": bodies.number,
    "probability": bodies.number,
    "headers": bodies.thing,
    "message": bodies.text,
    "extra": bodies.thing,
    "revoke_tokens": bodies.text,
    "location_inactive": bodies.text,
    "location_active": bodies.text,
}
AT_ONCE: Final = ("revoke_tokens", "location_inactive", "location_active")


@blueprint.get("")
def listed() -> Response:
    """The faults that wait for a call to strike."""
    return reply({"faults": here().faults.listed()})


@blueprint.post("")
def add() -> Response:
    """Switch one on; `revoke_tokens`, `location_inactive` and `location_active` name a location and act at once."""
    given = bodies.read(FAULT)
    acted = _act(given)
    rest: dict[str, Any] = {name: value for name, value in given.items() if name not in AT_ONCE}
    if rest.get("status") or rest.get("slow") or rest.get("answer_lost"):
        return reply({"fault": here().faults.add(Fault(**rest)).__dict__, **acted}, 201)
    return reply(acted, 201)


def _act(given: dict[str, Any]) -> dict[str, Any]:
    with transaction() as db:
        revoked = tokens.revoke(db, given["revoke_tokens"]) if "revoke_tokens" in given else 0
        if "location_inactive" in given:
            locations.set_active(db, given["location_inactive"], False)
        if "location_active" in given:
            locations.set_active(db, given["location_active"], True)
    return {"revoked": revoked}


@blueprint.delete("")
def clear() -> Response:
    """Switch off all faults and wake every paused location, or only those of `?location=`."""
    location = request.args.get("location")
    here().faults.clear(location)
    with transaction() as db:
        db.execute("update locations set active = 1 where ? is null or id = ?", (location, location))
    return reply({"ok": True})
