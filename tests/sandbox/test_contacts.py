"""How contacts, tags and notes behave where the CRM surprises its callers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.sandbox.crm import Crm


@pytest.fixture
def place(crm: Crm) -> tuple[str, str]:
    location = crm.location()
    return location, crm.token(location)


def tags_of(crm: Crm, contact: str) -> list[str]:
    return list(crm.see(f"contacts/{contact}")["contact"]["tags"])


def test_tags_are_saved_in_lower_case_and_added_once(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact = crm.contact(location, tags=["Member"])
    added = crm.call("POST", f"/contacts/{contact}/tags", token, json={"tags": [" Hot LEAD ", "MEMBER"]}).json()
    assert (added["tags"], added["tagsAdded"]) == (["member", "hot lead"], ["hot lead"])
    taken = crm.call("DELETE", f"/contacts/{contact}/tags", token, json={"tags": ["Member", "never had"]}).json()
    assert (taken["tags"], taken["tagsRemoved"]) == (["hot lead"], ["member"])
    known = crm.call("GET", f"/locations/{location}/tags", token).json()["tags"]
    assert {"member", "hot lead"} <= {tag["name"] for tag in known}


def test_tags_added_at_once_all_stay(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact = crm.contact(location)
    with ThreadPoolExecutor(8) as pool:
        wanted = [f"tag {number}" for number in range(24)]
        list(pool.map(lambda tag: crm.call("POST", f"/contacts/{contact}/tags", token, json={"tags": [tag]}), wanted))
    assert sorted(tags_of(crm, contact)) == sorted(wanted)


def test_tags_in_an_update_or_upsert_replace_all(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact = crm.contact(location, email="kim@example.com", tags=["one", "two"])
    crm.call("PUT", f"/contacts/{contact}", token, json={"city": "Rome"})
    assert tags_of(crm, contact) == ["one", "two"]
    crm.call("PUT", f"/contacts/{contact}", token, json={"tags": ["Three"]})
    assert tags_of(crm, contact) == ["three"]
    body = {"locationId": location, "email": "KIM@example.com", "tags": []}
    assert crm.call("POST", "/contacts/upsert", token, json=body).json()["new"] is False
    assert tags_of(crm, contact) == []


def test_a_duplicate_is_refused_with_the_other_contacts_id(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact = crm.contact(location, firstName="Kim", lastName="Lee", email="kim@example.com", phone="+1 (555) 010-0101")
    for field, value in (("email", "Kim@Example.com"), ("phone", "+15550100101")):
        answer = crm.call("POST", "/contacts/", token, json={"locationId": location, field: value})
        assert answer.status_code == 400
        assert answer.json()["message"] == "This location does not allow duplicated contacts."
        assert answer.json()["meta"] == {"contactId": contact, "contactName": "Kim Lee", "matchingField": field}


def test_a_location_that_allows_duplicates_takes_them(crm: Crm) -> None:
    location = crm.location(allow_duplicates=True)
    token, body = crm.token(location), {"locationId": location, "email": "kim@example.com"}
    assert [crm.call("POST", "/contacts/", token, json=body).status_code for _ in range(2)] == [201, 201]
    assert crm.call("POST", "/contacts/upsert", token, json=body).json()["new"] is False
    forced = {**body, "createNewIfDuplicateAllowed": True}
    assert crm.call("POST", "/contacts/upsert", token, json=forced).json()["new"] is True


def test_an_upsert_whose_email_and_phone_match_two_contacts_changes_the_first_only(
    crm: Crm, place: tuple[str, str]
) -> None:
    location, token = place
    by_email, by_phone = crm.contact(location, email="a@example.com"), crm.contact(location, phone="+15550100102")
    body = {"locationId": location, "email": "a@example.com", "phone": "+15550100102", "city": "Oslo"}
    assert crm.call("POST", "/contacts/upsert", token, json=body).json()["contact"]["id"] == by_email
    assert "city" not in crm.see(f"contacts/{by_phone}")["contact"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"additionalEmails": []}, "property additionalEmails should not exist"),
        ({"locationId": "x"}, "property locationId should not exist"),
        ({"email": "nobody"}, "email must be an email"),
        ({"firstName": 1}, "firstName must be a string"),
        ({"tags": [1]}, "each value in tags must be a string"),
        ({"dnd": "yes"}, "dnd must be a boolean value"),
    ],
)
def test_what_a_contact_does_not_have_is_refused_by_name_and_changes_nothing(
    crm: Crm, place: tuple[str, str], body: dict[str, Any], complaint: str
) -> None:
    location, token = place
    contact = crm.contact(location, firstName="Kim")
    answer = crm.call("PUT", f"/contacts/{contact}", token, json={"lastName": "Changed", **body})
    assert (answer.status_code, answer.json()["message"]) == (422, [complaint])
    assert crm.see(f"contacts/{contact}")["contact"]["name"] == "Kim"


def test_a_body_that_is_no_json_object_is_a_bad_request(crm: Crm, place: tuple[str, str]) -> None:
    contact = crm.contact(place[0])
    for content in (b"{", b"[1]", b'"text"', b"\xff\xfe", b'{"city": "\\ud800"}'):
        assert crm.call("PUT", f"/contacts/{contact}", place[1], content=content).status_code == 400


def test_custom_fields_are_written_by_id_or_key_and_read_back_by_id(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    path = f"/locations/{location}/customFields"
    field = crm.call("POST", path, token, json={"name": "Last Click!", "dataType": "TEXT"}).json()["customField"]
    assert field["fieldKey"] == "contact.last_click"
    contact = crm.contact(location)
    for name, one in (("id", field["id"]), ("key", "last_click"), ("key", "contact.last_click")):
        body = {"customFields": [{name: one, "field_value": name}]}
        read = crm.call("PUT", f"/contacts/{contact}", token, json=body).json()["contact"]["customFields"]
        assert read == [{"id": field["id"], "value": name}]
    assert crm.call("POST", path, token, json={"name": "last click", "dataType": "TEXT"}).status_code == 400


def test_search_pages_filters_and_goes_on_after_the_last_hit(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    people = [
        crm.contact(location, firstName=name, tags=[tag]) for name, tag in (("Ann", "a"), ("Bo", "b"), ("Cy", "b"))
    ]

    def search(**asked: Any) -> list[str]:
        body = {"locationId": location, "pageLimit": 10, **asked}
        return [one["id"] for one in crm.call("POST", "/contacts/search", token, json=body).json()["contacts"]]

    assert search() == people[::-1]
    assert search(page=2, pageLimit=2) == people[:1]
    assert search(query="bo") == [people[1]]
    assert search(filters=[{"field": "tags", "operator": "eq", "value": "b"}]) == [people[2], people[1]]
    either = [{"field": "firstName", "operator": "contains", "value": word} for word in ("an", "cy")]
    assert search(filters=[{"group": "OR", "filters": either}]) == [people[2], people[0]]
    first = crm.call("POST", "/contacts/search", token, json={"locationId": location, "pageLimit": 1}).json()
    assert first["total"] == 3
    assert search(searchAfter=first["contacts"][0]["searchAfter"]) == [people[1], people[0]]
    wrong = {"locationId": location, "filters": [{"field": "tags", "operator": "near", "value": "b"}]}
    assert crm.call("POST", "/contacts/search", token, json=wrong).status_code == 422


def test_a_note_sent_twice_is_two_notes(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact = crm.contact(location)
    for _ in range(2):
        crm.call("POST", f"/contacts/{contact}/notes", token, json={"body": "Clicked"})
    notes = crm.call("GET", f"/contacts/{contact}/notes", token).json()["notes"]
    assert [note["body"] for note in notes] == ["Clicked", "Clicked"]


def test_a_contact_can_be_put_into_its_own_locations_workflows_only(crm: Crm, place: tuple[str, str]) -> None:
    location, token = place
    contact, other = crm.contact(location), crm.location()
    mine = crm.control("workflows", location_id=location, name="Mine")["workflow"]["id"]
    theirs = crm.control("workflows", location_id=other, name="Theirs")["workflow"]["id"]
    assert crm.call("POST", f"/contacts/{contact}/workflow/{mine}", token, json={}).status_code == 200
    assert crm.call("POST", f"/contacts/{contact}/workflow/{theirs}", token, json={}).status_code == 400
    assert crm.see(f"contacts/{contact}")["workflows"] == [mine]
