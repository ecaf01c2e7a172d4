"""What the CRM's own tool encrypts is read; what it would not have made is refused, without a word why."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from plugin.embed import blob
from plugin.errors import Unauthorized
from sandbox.sso import encrypt
from tests.shared import SHARED, shared

KEY = "test-sso-key"
PERSON = {
    "userId": "u7Zp0QeXwN3rT5yB1sDf",
    "companyId": "GNb7aIv4rQFVb9iwNl5K",
    "role": "admin",
    "type": "agency",
    "activeLocation": "yLKVZpNppIdYpah4RjNE",
    "userName": "Maya Ortiz",
    "email": "maya@example.com",
}


def vectors(kind: str) -> list[Any]:
    path = SHARED / "crm/vectors/sso.json"
    listed = json.loads(path.read_text())[kind] if path.exists() else [{"id": "absent"}]
    return [pytest.param(vector, id=vector["id"]) for vector in listed]


@pytest.mark.parametrize("vector", vectors("valid"))
def test_each_blob_of_the_crms_tool_is_read(vector: dict[str, Any]) -> None:
    shared("crm/vectors/sso.json")
    told = json.loads(vector["plaintext_json"])
    opening = blob.read(vector["ciphertext_base64"], ("another key", vector["secret"]))
    assert opening.crm_user_id == told["userId"]
    assert opening.crm_company_id == told["companyId"]
    assert opening.crm_location_id == told.get("activeLocation")
    assert opening.role == told["role"]
    assert opening.name == told["userName"][:200]


@pytest.mark.parametrize("vector", vectors("must_refuse"))
def test_each_blob_that_must_be_refused_is(vector: dict[str, Any]) -> None:
    shared("crm/vectors/sso.json")
    with pytest.raises(Unauthorized) as caught:
        blob.read(vector["ciphertext_base64"], (vector["secret"],))
    assert caught.value.code == "sso_refused"


@pytest.mark.parametrize(
    "change",
    [
        {"userId": ""}, {"userId": None}, {"userId": ["x"]}, {"companyId": "a b"}, {"companyId": "x" * 65},
        {"activeLocation": 7}, {"activeLocation": "../../x"}, {"activeLocation": {"id": "y"}}, {"role": "owner"},
        {"role": ["admin"]}, {"role": None}, {"type": "robot"}, {"type": {}}, {"userName": 5}, {"email": ["a@b.c"]},
        {"userName": "a\x00b"},
    ],
    ids=str,
)  # fmt: skip
def test_a_field_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Unauthorized, match="could not tell"):
        blob.read(encrypt(json.dumps({**PERSON, **change}), KEY), (KEY,))


@pytest.mark.parametrize(
    "change", [{"userName": None}, {"email": None}, {"email": ""}, {"isAgencyOwner": True}], ids=str
)
def test_what_we_do_not_need_may_be_missing_or_new(change: dict[str, Any]) -> None:
    assert blob.read(encrypt(json.dumps({**PERSON, **change}), KEY), (KEY,)).crm_user_id == PERSON["userId"]


ANYTHING_ELSE = {
    "empty": "",
    "no base64": "!",
    "no salt": "U2FsdGVkX18=",
    "no ascii": "é",
    "too long": "U2FsdGVkX1" * 2_000,
    "nothing after the salt": base64.b64encode(b"Salted__12345678").decode(),
    "another mark": base64.b64encode(b"salted__12345678" + b"x" * 16).decode(),
    "a list": encrypt("[]", KEY),
    "null": encrypt("null", KEY),
    "deep": encrypt("[" * 9_000, KEY),
    "an empty object": encrypt("{}", KEY),
    "an empty text": encrypt("", KEY),
    "a line break": encrypt(json.dumps(PERSON), KEY) + "\n",
    "large": encrypt(json.dumps({**PERSON, "userName": "x" * 16_384}), KEY),
}


@pytest.mark.parametrize("payload", list(ANYTHING_ELSE.values()), ids=list(ANYTHING_ELSE))
def test_anything_else_is_refused_in_the_same_words(payload: str) -> None:
    with pytest.raises(Unauthorized) as caught:
        blob.read(payload, (KEY, "previous key"))
    assert caught.value.code == "sso_refused"
    assert caught.value.details == {}


def test_a_blob_keeps_its_name_when_its_bits_are_flipped() -> None:
    payload = encrypt(json.dumps({**PERSON, "userName": "x" * 64}), KEY)
    assert blob.read(payload, (KEY,)).digest == blob.read(payload, (KEY,)).digest
    assert blob.read(payload, (KEY,)).digest != blob.read(encrypt(json.dumps(PERSON), KEY), (KEY,)).digest
