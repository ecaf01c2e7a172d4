"""Runs are kept for as long as somebody may want to look at them."""

from __future__ import annotations

import pytest

from tests.cast import Tenant
from tests.clicks_world import rows
from workers.forget_old import forget_old

MAKE = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, state, finished_at)
VALUES (:home, 'tag', 1, 'contact1', 1, :state, now() - make_interval(days => :days)) RETURNING id
"""


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [("done", 89, 1), ("done", 91, 0), ("ended", 91, 0), ("failed", 91, 1), ("unknown", 91, 1), ("failed", 366, 0)],
)
def test_a_run_is_kept_by_how_it_ended(location: Tenant, state: str, days: int, kept: int) -> None:
    rows(location, MAKE, home=location.id, state=state, days=days)
    forget_old()
    assert len(rows(location, "SELECT 1 FROM runs")) == kept
