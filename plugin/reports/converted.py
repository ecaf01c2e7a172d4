"""What followed the clicks asked about: how many people converted, for how much, and by which variant of a split."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, select
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import Target
from plugin.clicks.models import Click
from plugin.conversions.models import Conversion
from plugin.reports.compare import Variant
from plugin.reports.filter import Filter, Span, rows_in

# A conversion names its click by link and moment; of a click that is gone, or was a machine's after all, none counts.
OF_CLICK = and_(
    Conversion.location_id == Click.location_id, Conversion.link_id == Click.link_id, Conversion.click_at == Click.at
)


def converted(db: Session, span: Span, wanted: Filter) -> int:
    """Different visitors whose clicks were followed by a conversion."""
    return db.scalar(_joined(span, wanted, func.count(distinct(Click.visitor)))) or 0


def values(db: Session, span: Span, wanted: Filter) -> list[tuple[str, Decimal]]:
    """What conversions were worth, by currency."""
    currency: Any = Conversion.currency
    rows = _joined(span, wanted, currency, func.sum(Conversion.value)).where(Conversion.value.is_not(None))
    return [(row[0], row[1]) for row in db.execute(rows.group_by(currency).order_by(currency))]


def variants(db: Session, span: Span, wanted: Filter) -> list[Variant]:
    """Each variant that sent somebody on, the most seen first."""
    name: Any = Target.variant
    people = func.count(distinct(Click.visitor))
    rows = (
        select(name, func.count(), people, people.filter(exists().where(OF_CLICK)), func.max(Click.target_id))
        .join_from(Click, Target, and_(Target.location_id == Click.location_id, Target.id == Click.target_id))
        .where(*rows_in(span, wanted), name.is_not(None))
        .group_by(name)
        .order_by(func.count().desc(), name)
    )
    found = db.execute(rows).all()
    newest = select(Target.id, Target.destination).where(Target.id.in_([row[4] for row in found]))
    destinations = {row.id: row.destination for row in db.execute(newest)}
    return [Variant(row[0], destinations.get(row[4]), row[1], row[2], row[3]) for row in found]


def _joined(span: Span, wanted: Filter, *columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .join_from(Conversion, Click, OF_CLICK)
        .where(Conversion.click_at >= span.start, Conversion.click_at < span.end, *rows_in(span, wanted))
    )
