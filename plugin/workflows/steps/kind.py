"""What every kind of step has: a name for the CRM, and what it does for a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that a workflow has come to: for whom, where in it, and what its owner filled in."""

    contact_id: str
    workflow_id: str
    step_id: str
    data: dict[str, Any]


class Step(Protocol):
    """A module of this folder; `marketplace.json` holds what the CRM shows of it, under the same key."""

    kind: str
    label: str
    __name__: str

    def take(self, db: Session, asked: Asked, now: datetime) -> dict[str, Any]:
        """Do it within the account's transaction, the same for a repeat as for the first time; asks nothing of the CRM.

        The answer has the shape of the sample in `marketplace.json`. Raises Invalid, NotFound and PlanRefusal.
        """
