"""The page of installed apps, and the payments that are told of there."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.sandbox.crm import Crm, as_process, in_process
from tests.sandbox.receiver import Receiver, receiving

Heard = tuple[Crm, Receiver]


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    options = ("--webhook-pace", "0.0001")
    with receiving() as receiver, as_process("--webhook-url", receiver.url, *options) as (crm, _):
        yield crm, receiver


def test_a_payment_is_told_of_as_the_crm_tells_it(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location()
    crm.token(location)
    receiver.next()
    crm.control("installs/payment", resource=location, status="FAILED", previous="PENDING")
    told = json.loads(receiver.next()[1])
    expected = {"type": "APP_PAYMENT_STATUS", "locationId": location, "previousStatus": "PENDING"}
    assert {name: told[name] for name in expected} == expected
    assert (told["newStatus"], told["userId"]) == ("FAILED", None)
    assert {"appId", "companyId", "timestamp", "webhookId"} <= set(told)


def test_a_user_moves_to_another_plan_and_pays_on_the_page_of_installed_apps(heard: Heard) -> None:
    crm, receiver = heard
    location = crm.location(name="Alice's Gym")
    crm.token(location)
    receiver.next()
    assert "Smart Links in Alice&#39;s Gym" in crm.http.get("/installed-apps").text
    plan_id = crm.see("keys")["plans"]["Starter"]
    crm.http.post("/installed-apps", data={"resource": location, "plan": plan_id})
    assert json.loads(receiver.next()[1])["newPlanId"] == plan_id
    crm.http.post("/installed-apps", data={"resource": location, "status": "COMPLETE"})
    assert json.loads(receiver.next()[1])["newStatus"] == "COMPLETE"


def test_what_is_not_installed_or_no_status_is_refused() -> None:
    crm = in_process()
    assert "No app is installed yet" in crm.http.get("/installed-apps").text
    location = crm.location()
    body = {"resource": location, "status": "FAILED"}
    assert crm.http.post("/_sandbox/installs/payment", json=body).status_code == 400
    assert crm.http.post("/installed-apps", data={**body, "plan": "x"}).status_code == 400
    crm.token(location)
    assert crm.http.post("/_sandbox/installs/payment", json={**body, "status": "LOST"}).status_code == 400
