"""What repeats from click to click is written once for each location: agents, places, origins and targets.

A click carries their numbers. Numbers are given within the recorder's turn, so that two recorders give none twice.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Uuid, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from plugin.db import Base


class Entry(Base):
    """What every dictionary has; `digest` stands for the values."""

    __abstract__ = True
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[Any] = mapped_column(Uuid)


class Agent(Entry):
    """What a visitor holds in their hands, and the language that it asks for."""

    __tablename__ = "agents"
    device: Mapped[str | None]
    system: Mapped[str | None]
    system_version: Mapped[str | None]
    browser: Mapped[str | None]
    browser_version: Mapped[str | None]
    language: Mapped[str | None]


class Place(Entry):
    """Where a visitor was, as far as their address tells."""

    __tablename__ = "places"
    country: Mapped[str | None]
    region: Mapped[str | None]
    city: Mapped[str | None]


class Origin(Entry):
    """Where a visitor came from, and the labels that they brought."""

    __tablename__ = "origins"
    source: Mapped[str | None]
    referrer_host: Mapped[str | None]
    utm_source: Mapped[str | None]
    utm_medium: Mapped[str | None]
    utm_campaign: Mapped[str | None]
    utm_term: Mapped[str | None]
    utm_content: Mapped[str | None]


class Target(Entry):
    """Where a visitor was sent, and the rule (its number) or the variant (its id) of the link that sent them."""

    __tablename__ = "targets"
    destination: Mapped[str | None]
    rule: Mapped[int | None]
    variant: Mapped[str | None]


class Dictionary(NamedTuple):
    """`part` is what its entries are called in the roll-ups and, with `_id`, in clicks; `columns` are its words."""

    part: str
    entry: type[Entry]
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        """Its table's name."""
        return str(self.entry.__tablename__)

    @property
    def declared(self) -> str:
        """Its columns with their types, as in CREATE TABLE."""
        return ", ".join(f"{name} {self.entry.__table__.c[name].type}" for name in self.columns)


DICTIONARIES: Final = (
    Dictionary("agent", Agent, ("device", "system", "system_version", "browser", "browser_version", "language")),
    Dictionary("place", Place, ("country", "region", "city")),
    Dictionary(
        "origin", Origin,
        ("source", "referrer_host", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
    ),
    Dictionary("target", Target, ("destination", "rule", "variant")),
)  # fmt: skip
OF_COLUMN: Final = {column: dictionary for dictionary in DICTIONARIES for column in dictionary.columns}

# OFFSET 0 keeps the planner, which knows nothing of a batch, from reading every tenant's dictionary for it.
_DEFINE: Final = """
INSERT INTO {table} (location_id, id, digest, {columns})
SELECT location_id, top + row_number() OVER (PARTITION BY location_id ORDER BY n), {part}, {columns}
FROM (
    SELECT DISTINCT ON (location_id, {part}) location_id, {part}, n, {columns} FROM hits
    WHERE NOT EXISTS (
        SELECT FROM {table} WHERE {table}.location_id = hits.location_id AND {table}.digest = hits.{part} OFFSET 0
    )
    ORDER BY location_id, {part}, n
) AS fresh CROSS JOIN LATERAL (
    SELECT coalesce(max(id), 0) AS top FROM {table} WHERE {table}.location_id = fresh.location_id
) AS known
"""
DEFINE: Final = tuple(
    _DEFINE.format(table=each.table, part=each.part, columns=", ".join(each.columns)) for each in DICTIONARIES
)
# The numbers of a hit's entries, as columns of a SELECT from `hits`.
NUMBERS: Final = ", ".join(
    f"(SELECT id FROM {each.table} WHERE {each.table}.location_id = hits.location_id"  # noqa: S608 - names of ours
    f" AND {each.table}.digest = hits.{each.part}) AS {each.part}_id"
    for each in DICTIONARIES
)


def define(db: Session) -> None:
    """Give a number to whatever the batch in `hits` brings for the first time; within the recorder's turn."""
    for sql in DEFINE:
        db.execute(text(sql))
