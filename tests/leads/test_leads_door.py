"""Leads as staff read them: the account's own, the newest first, of one link or of all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plugin.leads.form import Answers
from plugin.leads.verbs import capture
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import make_link
from tests.dashboard import Dashboard, dashboard

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ANSWERS = Answers(name="Jo", email="jo@mail.example", fields={"goal": "strength"}, consent_text="I agree.")


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def keep(
    location: Tenant, link_id: int, answers: Answers = ANSWERS, minutes: int = 0, visitor: bytes = b"v" * 16
) -> int:
    with tenant(location.id) as db:
        return capture(db, link_id, visitor, answers, NOW + timedelta(minutes=minutes))


def test_a_lead_is_shown_with_all_that_was_filled_in(alice: Dashboard, location: Tenant) -> None:
    link_id = make_link(location)
    lead_id = keep(location, link_id)
    answer = alice.get("/leads")
    assert answer.status == 200
    assert answer.json == {
        "items": [
            {
                "id": str(lead_id),
                "link_id": str(link_id),
                "name": "Jo",
                "email": "jo@mail.example",
                "phone": None,
                "fields": {"goal": "strength"},
                "consent_text": "I agree.",
                "contact_id": None,
                "created_at": "2026-11-20T09:00:00+00:00",
            }
        ],
        "next": None,
    }


def test_leads_are_listed_by_cursor_the_newest_first_and_by_link(alice: Dashboard, location: Tenant) -> None:
    mine, other = make_link(location), make_link(location)
    made = [str(keep(location, mine, minutes=number)) for number in range(3)]
    keep(location, other, minutes=9)
    first = alice.get("/leads", link_id=mine, limit=2).json
    then = alice.get("/leads", link_id=mine, limit=2, cursor=first["next"]).json
    assert [lead["id"] for lead in first["items"] + then["items"]] == made[::-1]
    assert then["next"] is None
    assert len(alice.get("/leads").json["items"]) == 4


def test_a_rivals_leads_are_nowhere(alice: Dashboard, rival: Tenant) -> None:
    link_id = make_link(rival)
    keep(rival, link_id)
    assert alice.get("/leads").json["items"] == []
    assert alice.get("/leads", link_id=link_id).json["items"] == []


def test_the_button_pressed_twice_makes_one_lead(alice: Dashboard, location: Tenant) -> None:
    link_id = make_link(location)
    assert keep(location, link_id) == keep(location, link_id)
    others = (Answers(name="Jim"), ANSWERS)
    kept = [keep(location, link_id, others[0]), keep(location, link_id, others[1], visitor=b"w" * 16)]
    assert len({keep(location, link_id), *kept}) == 3
    assert len(alice.get("/leads").json["items"]) == 3


def test_only_staff_read_leads(alice: Dashboard) -> None:
    assert Dashboard(alice.client, {}).get("/leads").status == 401
    assert alice.get("/leads", link_id="x").code == "invalid"
    assert alice.get("/leads", cursor="x").code == "invalid"
