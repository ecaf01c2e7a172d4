"""What every question has."""

from __future__ import annotations

from typing import Any, Protocol

from marshmallow import fields
from sqlalchemy.orm import Session

from plugin.reports.asked import Asked


class Question(Protocol):
    """A module of this folder."""

    @property
    def kind(self) -> str:
        """Its name in the API, and the answer's."""

    @property
    def label(self) -> str:
        """Its name on screens."""

    @property
    def shape(self) -> fields.Field[Any]:
        """The answer, as the API describes it."""

    @property
    def by_pulse(self) -> bool:
        """Whether the answer stays what it is until the next hit is recorded."""

    def answer(self, db: Session, asked: Asked) -> Any:
        """The answer, in the form that `shape` gives it."""
