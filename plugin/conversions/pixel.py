"""A conversion told by a picture in a page: a claim by whoever holds the click's id, kept once and never refused."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response
from marshmallow import EXCLUDE, ValidationError
from prometheus_client import Counter
from sqlalchemy.exc import OperationalError

from plugin.clicks import click_id
from plugin.conversions import verbs
from plugin.conversions.schemas import PixelSchema
from plugin.errors import SmartLinksError
from plugin.locations.verbs import NOBODY
from plugin.rates import Rate, neighbours
from plugin.tenancy import tenant
from plugin.visitors.bots import bot_of
from plugin.visitors.visitor import Visitor

SHOWN: Final = Rate("conversion_pixel", 120, 60)
# GIF89a of one transparent pixel, by its specification: screen, two colours, transparency, image, data, end.
GIF: Final = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
SEEN: Final = Counter("smartlinks_conversion_pixels", "Conversions told by a picture.", ["outcome"])
log = logging.getLogger(__name__)


def take(query: Mapping[str, str], visitor: Visitor, now: datetime) -> None:
    """Keep what a picture's address tells, if it is fit to be kept; what became of it is counted, and told nobody."""
    SEEN.labels(_outcome(query, visitor, now)).inc()


def _outcome(query: Mapping[str, str], visitor: Visitor, now: datetime) -> str:
    if bot_of(visitor.user_agent, visitor.method, visitor.purpose, visitor.hints):
        return "bot"
    if SHOWN.take(neighbours(visitor.address)):
        return "rate_limited"
    try:
        return "new" if _kept(query, now).new else "repeated"
    except ValidationError:
        return "invalid"
    except SmartLinksError as refusal:
        return refusal.code
    except OperationalError as fault:
        log.warning("a conversion was lost: %s", type(fault).__name__)
        return "unavailable"


def _kept(query: Mapping[str, str], now: datetime) -> verbs.Kept:
    told: dict[str, Any] = PixelSchema(exclude=("at",), unknown=EXCLUDE).load(dict(query))
    named = click_id.read(told["click_id"])
    with tenant(named.location_id if named else NOBODY) as db:
        return verbs.convert(db, {**told, "at": None}, "pixel", now)


def picture() -> Response:
    """The picture, which nobody keeps."""
    answer = Response(GIF, content_type="image/gif")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
