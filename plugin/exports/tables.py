"""Answers of reports as tables: a header and rows, whatever the answer's own shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields

from plugin.exports.cells import Cell, moments
from plugin.fields import Moment
from plugin.reports.questions import QUESTIONS

WEEK: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHAPES: Final = {question.kind: question.shape for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of CSV holds."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(kind: str, answer: Any, zone: str) -> Table:
    """The answer to a question: a list as its rows, numbers one a row, with the window before beside them."""
    shape, clock = SHAPES[kind], ZoneInfo(zone)
    if isinstance(shape, fields.Nested):
        return _of_one(shape.schema, answer, clock)
    assert isinstance(shape, fields.List)
    if isinstance(shape.inner, fields.Nested):
        return _of_list(shape.inner.schema, answer, clock)
    hours = ((WEEK[day], hour, clicks) for day, row in enumerate(answer) for hour, clicks in enumerate(row))
    return Table(("day", "hour", "clicks"), tuple(hours))


def _of_list(schema: Schema, records: Sequence[Any], clock: ZoneInfo) -> Table:
    columns = [(name, isinstance(field, Moment)) for name, field in schema.fields.items()]
    header = chain.from_iterable(
        (f"{name}_utc", f"{name}_local") if is_moment else (name,) for name, is_moment in columns
    )
    rows = (tuple(_cells(record, columns, clock)) for record in records)
    return Table(tuple(header), tuple(rows))


def _cells(record: Any, columns: list[tuple[str, bool]], clock: ZoneInfo) -> Iterator[Cell]:
    for name, is_moment in columns:
        value = _get(record, name)
        if is_moment:
            yield from moments(value, clock) if value else ("", "")
        else:
            yield value


def _of_one(schema: Schema, answer: Any, clock: ZoneInfo) -> Table:
    """Numbers one a row; where an answer is about a list, that list, and beside it what was before."""
    inner = next((name for name in ("points", "variants", "top") if name in schema.fields), None)
    if inner is None:
        return _of_numbers(schema, answer)
    field = schema.fields[inner]
    assert isinstance(field, fields.List)
    assert isinstance(field.inner, fields.Nested)
    table = _of_list(field.inner.schema, _get(answer, inner), clock)
    return _with_before(table, _get(answer, "was")) if "was" in schema.fields else table


def _with_before(table: Table, before: Sequence[Any]) -> Table:
    were = [*(_get(point, "clicks") for point in before), *[None] * len(table.rows)]
    rows = (
        (*row, was) for row, was in zip(table.rows, were[: len(table.rows)], strict=True)
    )  # fmt: skip
    return Table((*table.header, "clicks_before"), tuple(rows))


def _of_numbers(schema: Schema, answer: Any) -> Table:
    was = _get(answer, "was") if "was" in schema.fields else None
    names = [name for name, field in schema.fields.items() if isinstance(field, fields.Number)]
    rows = [(name, _get(answer, name), _get(was, name) if was else None) for name in names]
    worth = _get(answer, "values") if "values" in schema.fields else ()
    rows += [(f"value {_get(each, 'currency')}", _get(each, "value"), None) for each in worth]
    return Table(("number", "value", "before"), tuple(rows))


def _get(record: Any, name: str) -> Any:
    return record[name] if isinstance(record, dict) else getattr(record, name)
