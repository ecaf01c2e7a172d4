"""What a fresh sandbox holds, and how tests get worlds of their own in it."""

from __future__ import annotations

import re

import pytest

from tests.sandbox.crm import Crm, in_process

COMPANY = "GNb7aIv4rQFVb9iwNl5K"


def test_a_fresh_sandbox_holds_a_company_with_three_accounts_and_their_people(crm: Crm) -> None:
    known = crm.see("seed")
    assert known["company"]["id"] == COMPANY
    assert [user["role"] for user in known["users"]] == ["admin", "admin", "user"]
    assert len(known["locations"]) == 3
    assert len(known["workflows"]) >= 2
    for location_id, people in known["contacts"].items():
        token = crm.token(location_id)
        for person in people:
            read = crm.call("GET", f"/contacts/{person['id']}", token).json()["contact"]
            assert read["locationId"] == location_id
    ids = re.findall(r"'id': '([A-Za-z0-9]+)'", str(known))
    assert ids
    assert all(20 <= len(one) <= 24 for one in ids)


def test_locations_and_contacts_can_have_known_ids_and_come_by_the_dozen(crm: Crm) -> None:
    location = crm.location(id="L0cationWithKnownId1", name="Known", timezone="Asia/Tokyo")
    many = [{"location_id": location, "id": f"Known{number:015d}", "firstName": "P"} for number in range(12)]
    made = crm.control("contacts", contacts=many)["contacts"]
    assert [one["id"] for one in made] == [one["id"] for one in many]
    read = crm.call("GET", f"/locations/{location}", crm.token(location)).json()["location"]
    assert (read["id"], read["name"], read["timezone"]) == ("L0cationWithKnownId1", "Known", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("locations", {"id": "yLKVZpNppIdYpah4RjNE"}, 409),
        ("locations", {"nmae": "x"}, 422),
        ("contacts", {"location_id": "nowhere"}, 400),
        ("tokens", {"location_id": "nowhere"}, 400),
        ("installs/uninstall", {"location_id": "nowhere"}, 400),
    ],
)
def test_seeding_what_cannot_be_is_refused(crm: Crm, path: str, body: dict[str, str], status: int) -> None:
    assert crm.http.post(f"/_sandbox/{path}", json=body).status_code == status


def test_a_reset_forgets_all_but_the_signing_key() -> None:
    crm = in_process()
    location, key = crm.location(), crm.see("keys")["public_key"]
    token = crm.token(location)
    crm.control("faults", status=500)
    crm.control("reset")
    assert crm.call("GET", f"/locations/{location}", token).status_code == 401
    assert (crm.see("faults")["faults"], crm.see("keys")["public_key"]) == ([], key)
    assert crm.see("requests")["count"] == 1
    assert crm.see("seed")["company"]["id"] == COMPANY
