"""What operators see of runs: how many ended how, and how many wait or need a person."""

from __future__ import annotations

from flask.testing import FlaskClient

from plugin.automations.perform import SETTLED
from tests.cast import Tenant
from tests.clicks_world import rows
from workers.count_runs import count_runs

MAKE = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, state)
SELECT :home, 'workflow', 1, 'contact1', number, 'unknown' FROM generate_series(1, 3) AS number RETURNING id
"""


def test_what_piles_up_is_counted_by_kind_and_state(location: Tenant, app: FlaskClient) -> None:
    before = unknown(app)
    rows(location, MAKE, home=location.id)
    assert unknown(app) == before + 3
    rows(location, "DELETE FROM runs RETURNING id")
    assert unknown(app) == before


def unknown(app: FlaskClient) -> float:
    count_runs()
    return value(app, 'smartlinks_runs_open{kind="workflow",state="unknown"}')


def test_what_ends_is_counted_as_it_ends(app: FlaskClient) -> None:
    SETTLED.labels("tag", "done").inc(0)
    before = value(app, 'smartlinks_runs_total{kind="tag",state="done"}')
    SETTLED.labels("tag", "done").inc()
    assert value(app, 'smartlinks_runs_total{kind="tag",state="done"}') == before + 1


def value(app: FlaskClient, sample: str) -> float:
    lines = app.get("/metrics").get_data(as_text=True).splitlines()
    return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(sample))
