"""What the sandbox tells an app: signed over the raw bytes, in the contract's shapes, again until it is heard."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.sandbox.contract import webhook_complaints
from tests.sandbox.crm import Crm, as_process
from tests.sandbox.receiver import Receiver, receiving

Heard = tuple[Crm, Receiver]


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    options = ("--webhook-pace", "0.0001")
    with receiving() as receiver, as_process("--webhook-url", receiver.url, *options) as (crm, _):
        yield crm, receiver


def events(receiver: Receiver, count: int) -> dict[str, dict[str, Any]]:
    """The next events by type; their order is not promised."""
    bodies = [json.loads(receiver.next()[1]) for _ in range(count)]
    return {body["type"]: body for body in bodies}


def public_key(crm: Crm) -> Ed25519PublicKey:
    key = load_der_public_key(base64.b64decode(crm.see("keys")["public_key"]))
    assert isinstance(key, Ed25519PublicKey)
    return key


def test_a_body_is_signed_as_it_is_sent(heard: Heard) -> None:
    crm, receiver = heard
    crm.control("webhooks", type="ContactUpdate", id="c1", firstName="Zoë", tags=["ü"])
    headers, body = receiver.next()
    signature = base64.b64decode(headers["X-GHL-Signature"])
    public_key(crm).verify(signature, body)
    with pytest.raises(InvalidSignature):
        public_key(crm).verify(signature, body + b" ")
    assert "Zoë".encode() in body
    assert json.loads(body)["appId"] == crm.see("keys")["app_id"]


def test_what_is_not_heard_is_sent_again_with_the_same_ids_until_it_is(heard: Heard) -> None:
    crm, receiver = heard
    receiver.answers[:] = [500, 429, 302]
    webhook_id = crm.control("webhooks", type="ContactUpdate", id="c2")["webhookId"]
    tries = [receiver.next() for _ in range(4)]
    assert {json.loads(body)["webhookId"] for _, body in tries} == {webhook_id}
    assert len({headers["deliveryId"] for headers, _ in tries}) == 1
    assert len({body for _, body in tries}) == 1


def test_patience_ends(heard: Heard) -> None:
    crm, receiver = heard
    receiver.answers[:] = [429] * 6
    webhook_id = crm.control("webhooks", type="ContactUpdate", id="c3")["webhookId"]
    for _ in range(6):
        receiver.next()
    crm.control("webhooks", type="ContactUpdate", id="c4")
    assert json.loads(receiver.next()[1])["id"] == "c4"
    tries = {one["id"]: one["attempts"] for one in crm.see("webhooks")["webhooks"]}
    assert tries[webhook_id][:5] == [429] * 5


def test_an_installation_is_told_of_and_its_end_too(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location()
    token = crm.token(location)
    install = events(receiver, 1)["INSTALL"]
    assert not webhook_complaints("AppInstall", install)
    assert (install["locationId"], install["installType"]) == (location, "Location")
    crm.control("installs/plan", resource=location, plan_id="another")
    plan = events(receiver, 1)["PLAN_CHANGE"]
    assert not webhook_complaints("PlanChange", plan)
    assert (plan["locationId"], plan["newPlanId"]) == (location, "another")
    path = f"/marketplace/app/{crm.see('keys')['app_id']}/installations"
    crm.call("DELETE", path, token, json={"locationId": location})
    gone = events(receiver, 1)["UNINSTALL"]
    assert not webhook_complaints("AppUninstall", gone)
    assert gone["locationId"] == location
    assert "companyId" not in gone


def test_a_companys_installation_is_told_of_for_it_and_for_each_of_its_locations(heard: Heard) -> None:
    crm, receiver = heard
    company = "C0mpanyOfItsOwn00002"
    places = {crm.location(company_id=company) for _ in range(2)}
    crm.pair(company_id=company, bulk=True)
    bodies = [json.loads(receiver.next()[1]) for _ in range(3)]
    assert {body.get("locationId") for body in bodies} == {*places, None}
    crm.control("installs/uninstall", company_id=company)
    gone = events(receiver, 1)["UNINSTALL"]
    assert gone["companyId"] == company
    assert "locationId" not in gone


def test_an_installation_by_a_plan_is_told_of_with_hardly_an_id(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location()
    crm.control("installs", location_id=location, bare=True)
    install = events(receiver, 1)["INSTALL"]
    assert not webhook_complaints("AppInstall", install)
    assert install["locationId"] == location
    assert not {"companyId", "userId", "companyName"} & set(install)


def test_a_contacts_life_is_told_of_in_the_contracts_shapes(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location()
    token = crm.token(location)
    events(receiver, 1)
    body = {"locationId": location, "name": "Kim Lee", "email": "kim@example.com", "tags": ["One"]}
    contact = crm.call("POST", "/contacts/", token, json=body).json()["contact"]["id"]
    told = events(receiver, 1)
    crm.call("POST", f"/contacts/{contact}/tags", token, json={"tags": ["Two"]})
    told |= events(receiver, 1)
    crm.call("POST", f"/contacts/{contact}/tags", token, json={"tags": ["two"]})
    crm.call("PUT", f"/contacts/{contact}", token, json={"city": "Rome", "dnd": True})
    told |= events(receiver, 2)
    crm.call("DELETE", f"/contacts/{contact}", token)
    told |= events(receiver, 1)
    assert set(told) == {"ContactCreate", "ContactTagUpdate", "ContactUpdate", "ContactDndUpdate", "ContactDelete"}
    for kind, one in told.items():
        assert not webhook_complaints(kind, one)
        assert (one["id"], one["locationId"]) == (contact, location)
    assert told["ContactTagUpdate"]["tags"] == ["one", "two"]


def test_notes_are_told_of(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location()
    token, contact = crm.token(location), crm.contact(location)
    events(receiver, 1)
    path = f"/contacts/{contact}/notes"
    note = crm.call("POST", path, token, json={"body": "Hello"}).json()["note"]["id"]
    told = events(receiver, 1)
    crm.call("PUT", f"{path}/{note}", token, json={"body": "Bye"})
    told |= events(receiver, 1)
    crm.call("DELETE", f"{path}/{note}", token)
    told |= events(receiver, 1)
    assert set(told) == {"NoteCreate", "NoteUpdate", "NoteDelete"}
    assert not [words for kind, one in told.items() for words in webhook_complaints(kind, one)]


def test_without_an_url_nothing_is_sent(crm: Crm) -> None:
    location = crm.location()
    crm.token(location)
    assert crm.see("webhooks")["webhooks"] == []
