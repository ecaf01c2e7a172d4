"""The yardstick itself: it must find fault where there is one."""

from __future__ import annotations

from tests.sandbox.contract import complaints, webhook_complaints


def test_a_wrong_type_a_missing_key_and_an_undeclared_status_are_found() -> None:
    assert complaints("oauth.json", "POST", "/oauth/token", 200, {"userId": "u", "expires_in": "soon"})
    assert complaints("oauth.json", "POST", "/oauth/token", 200, {"access_token": "a"})
    assert complaints("contacts.json", "GET", "/contacts/{contactId}", 418, {})
    assert complaints("contacts.json", "POST", "/contacts/{contactId}/tags", 422, {"statusCode": 422, "message": "one"})
    assert complaints("v3/contacts-v3.json", "GET", "/contacts/{contactId}", 200, {"contact": {"dnd": "no"}})
    assert complaints("contacts.json", "GET", "/contacts/{contactId}", 200, {"person": {}})


def test_a_webhook_with_a_wrong_type_or_a_strange_key_is_found() -> None:
    assert webhook_complaints("ContactTagUpdate", {"type": "ContactTagUpdate", "tags": "one"})
    assert webhook_complaints("ContactTagUpdate", {"type": "ContactTagUpdate", "data": {}})
