"""What we ask of the CRM's contacts, fields, notes and workflows fits its contract; its odd answers are read calmly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oauth.tokens import crm_for
from plugin.crm import contacts, fields, notes, workflows
from plugin.crm.client import Crm
from plugin.crm.contacts import Person
from plugin.crm.errors import CrmNotFound, CrmRefused, CrmUnavailable, Duplicate
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.crm.saying import saying
from tests.crm_world import install
from tests.sandbox.contract import call_complaints
from tests.sandbox_crm import Sandbox

ADA = Person("Ada Lovelace", "ada@example.com", "+15125550177")


@pytest.fixture
def place(crm_settings: Settings, sandbox: Sandbox) -> Iterator[Place]:
    """An installed account; whatever a test asked of the CRM for it is held to the contract afterwards."""
    made = install(sandbox)
    yield made
    for call in sandbox.requests("/", made.crm_location_id):
        noun = call["path"].split("/")[1]
        if noun != "oauth":
            assert call_complaints(f"{noun}.json", call) == [], call


@pytest.fixture
def crm(place: Place) -> Crm:
    return crm_for(place.location_id)


def test_a_person_becomes_a_contact_and_the_same_one_again(crm: Crm, place: Place, sandbox: Sandbox) -> None:
    made = contacts.upsert(crm, place.crm_location_id, ADA)
    again = contacts.upsert(crm, place.crm_location_id, Person("Ada King", ADA.email))
    assert again.id == made.id
    assert (again.name, again.phone) == ("Ada King", ADA.phone), "what is not given stays"
    calls = sandbox.requests("/contacts/upsert", place.crm_location_id)
    assert all("tags" not in call["body"] for call in calls)


def test_a_person_is_found_by_email_and_then_by_phone(crm: Crm, place: Place) -> None:
    made = contacts.upsert(crm, place.crm_location_id, ADA)
    for asked in (Person(email=ADA.email), Person(phone=ADA.phone), Person(None, "other@example.com", ADA.phone)):
        found = contacts.find(crm, place.crm_location_id, asked)
        assert found is not None
        assert found.id == made.id
    assert contacts.find(crm, place.crm_location_id, Person(email="nobody@example.com")) is None


def test_another_contacts_phone_is_refused_with_that_contacts_id(crm: Crm, place: Place) -> None:
    made = contacts.upsert(crm, place.crm_location_id, ADA)
    other = contacts.upsert(crm, place.crm_location_id, Person("Bob", "bob@example.com"))
    with pytest.raises(Duplicate) as caught:
        contacts.update(crm, other.id, Person(phone=ADA.phone))
    assert (caught.value.contact_id, caught.value.matching) == (made.id, "phone")


def test_fields_are_made_listed_and_filled_without_touching_anything_else(
    crm: Crm, place: Place, sandbox: Sandbox
) -> None:
    made = fields.create(crm, place.crm_location_id, "Total clicks", "NUMERICAL")
    assert made in fields.list_(crm, place.crm_location_id)
    contact_id = sandbox.new_contact(place.crm_location_id, tags=["vip"])["id"]
    contacts.set_fields(crm, contact_id, {made.id: "3"})
    kept = sandbox.contact(contact_id)
    assert kept["tags"] == ["vip"]
    assert kept["customFields"] == [{"id": made.id, "value": "3"}]
    with pytest.raises(CrmRefused, match="already exists"):
        fields.create(crm, place.crm_location_id, "Total clicks", "NUMERICAL")


def test_a_note_is_written_and_read_back(crm: Crm, place: Place, sandbox: Sandbox) -> None:
    contact_id = sandbox.new_contact(place.crm_location_id)["id"]
    assert notes.bodies(crm, contact_id) == ()
    notes.add(crm, contact_id, "Clicked a link ✓")
    assert notes.bodies(crm, contact_id) == ("Clicked a link ✓",)


def test_workflows_are_listed_and_a_contact_is_put_into_one(crm: Crm, place: Place, sandbox: Sandbox) -> None:
    asked = {"location_id": place.crm_location_id, "name": "Welcome"}
    made = sandbox.call("POST", "/_sandbox/workflows", json=asked)["workflow"]
    (listed,) = workflows.list_(crm, place.crm_location_id)
    assert (listed.id, listed.name, listed.status) == (made["id"], "Welcome", "published")
    contact_id = sandbox.new_contact(place.crm_location_id)["id"]
    workflows.enrol(crm, contact_id, listed.id)
    assert sandbox.call("GET", f"/_sandbox/contacts/{contact_id}")["workflows"] == [listed.id]
    with pytest.raises(CrmNotFound):
        workflows.enrol(crm, contact_id, "no-such-workflow")


@pytest.mark.parametrize("contact_id", ["a/b", "../x", "a?b", "a b", "é", "", ".", "a%2fb", "x" * 65, "a\n"])
def test_an_id_that_could_be_a_path_is_refused_without_asking(contact_id: str, place: Place, sandbox: Sandbox) -> None:
    crm = crm_for(place.location_id)
    calls: list[Callable[[], object]] = [
        lambda: contacts.get(crm, contact_id), lambda: contacts.add_tags(crm, contact_id, ["x"]),
        lambda: contacts.set_fields(crm, contact_id, {}), lambda: contacts.update(crm, contact_id, ADA),
        lambda: notes.add(crm, contact_id, "x"), lambda: notes.bodies(crm, contact_id),
        lambda: workflows.enrol(crm, contact_id, "x"),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(CrmNotFound):
            call()
    assert sandbox.requests("/contacts", place.crm_location_id) == []


@pytest.mark.parametrize("body", [{}, {"contact": None}, {"contact": []}, {"contact": {"email": "x"}}], ids=str)
def test_an_answer_without_the_contact_is_no_answer(body: Any) -> None:
    with saying(body) as crm, pytest.raises(CrmUnavailable):
        contacts.upsert(crm, "loc", ADA)


def test_lists_with_strange_members_are_read_as_far_as_they_go() -> None:
    odd = [None, 3, {}, {"id": ""}, {"id": 7, "name": "n"}, {"id": "f1", "name": "One", "brandNew": {"a": 1}}]
    with saying({"customFields": odd, "workflows": odd, "notes": [None, {}, {"body": None}, {"body": "b"}]}) as crm:
        assert [field.id for field in fields.list_(crm, "loc")] == ["f1"]
        assert [flow.id for flow in workflows.list_(crm, "loc")] == ["7", "f1"]
        assert notes.bodies(crm, "abc") == ("", "", "b")


@pytest.mark.parametrize("body", [{}, {"customFields": {}, "workflows": None, "notes": "x", "customField": []}])
def test_an_answer_without_its_list_is_no_answer(body: Any) -> None:
    with saying(body) as crm:
        calls: list[Callable[[], object]] = [
            lambda: fields.list_(crm, "loc"), lambda: fields.create(crm, "loc", "n", "TEXT"),
            lambda: workflows.list_(crm, "loc"), lambda: notes.bodies(crm, "abc"),
        ]  # fmt: skip
        for call in calls:
            with pytest.raises(CrmUnavailable):
                call()
