"""Lists by cursor: a page begins after the last row of the one before, whatever was added or taken away meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NoReturn

from marshmallow import Schema, fields, validate
from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import Session

from plugin.errors import Invalid
from plugin.fields import MAX_ID, UNFIT

LIMIT: Final = 50
MAX_LIMIT: Final = 100
LONGEST: Final = 2_000


class PagingSchema(Schema):
    """The query of every list."""

    cursor = fields.String(load_default="", metadata={"description": "`next` of the page before"})
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, MAX_LIMIT))


@dataclass(frozen=True, slots=True)
class Order:
    """A list's order: `key`, whose values are of type `of`, then the id, both up or both down."""

    name: str
    key: ColumnElement[Any]
    of: type[str | int | datetime]
    id: Any
    down: bool = False


def read_page(db: Session, rows: Select[Any], order: Order, cursor: str, limit: int) -> tuple[list[Row[Any]], str]:
    """At most `limit` rows after the cursor, and the cursor of the page that follows ("" at the end).

    Raises Invalid (`cursor`) for a cursor that is not one of ours, or is of another order.
    """
    key, row_id = order.key.label("page_key"), order.id.label("page_id")
    if cursor:
        place, after = tuple_(order.key, order.id), tuple_(*_read(cursor, order))
        rows = rows.where(place < after if order.down else place > after)
    ordered = (each.desc() if order.down else each.asc() for each in (order.key, order.id))
    found = list(db.execute(rows.add_columns(key, row_id).order_by(*ordered).limit(limit + 1)))
    if len(found) <= limit:
        return found, ""
    last = found[limit - 1]
    return found[:limit], _write(order, last.page_key, last.page_id)


def _write(order: Order, key: str | int | datetime, row_id: int) -> str:
    value = key.isoformat() if isinstance(key, datetime) else key
    written = json.dumps([order.name, value, row_id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _read(cursor: str, order: Order) -> tuple[str | int | datetime, int]:
    if len(cursor) > LONGEST:
        _refuse()
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, value, row_id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        key = datetime.fromisoformat(value) if order.of is datetime else value
    except (ValueError, TypeError, RecursionError, binascii.Error):
        _refuse()
    if name != order.name or not _fits(key, order.of) or not _fits(row_id, int):
        _refuse()
    return key, row_id


def _fits(value: object, of: type) -> bool:
    if type(value) is not of:
        return False
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return not UNFIT.search(value) if isinstance(value, str) else 0 <= int(value) <= MAX_ID  # type: ignore[call-overload]


def _refuse() -> NoReturn:
    raise Invalid("cursor", "This cursor is not one of ours for this list and order. Begin again without it.")
