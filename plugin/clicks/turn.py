"""The recorder's own turn-taking, for whoever else changes what is counted of a location."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

TAKE_TURN: Final = """
INSERT INTO pulse (location_id, seq) VALUES (smartlinks_location(), 1)
ON CONFLICT (location_id) DO UPDATE SET seq = pulse.seq + 1, at = now()
"""


def take_turn(db: Session) -> None:
    """Wait for the recorder and hold it up until the transaction ends; an open dashboard sees that something is new."""
    db.execute(text(TAKE_TURN))
