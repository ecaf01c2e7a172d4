"""The blob of who is looking: made as crypto-js makes it, for those who may look."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from sandbox import sso
from sandbox.config import Config
from tests.sandbox.crm import Crm
from tests.shared import shared

FITNESS, PHYSIO = "yLKVZpNppIdYpah4RjNE", "Qm3xT8vLr2KcWz6HsB1d"
AGENCY_ADMIN, ACCOUNT_ADMIN, ACCOUNT_USER = "MKQJ7wOVVmNOMvrnKKKK", "u7Zp0QeXwN3rT5yB1sDf", "hB4kS9dVnJ2mC6tYqL8a"


def opened(blob: str, passphrase: str) -> str:
    raw = base64.b64decode(blob)
    assert raw[:8] == b"Salted__"
    key, iv = sso.stretch(passphrase.encode(), raw[8:16])
    cipher, padder = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor(), PKCS7(128).unpadder()
    return (padder.update(cipher.update(raw[16:]) + cipher.finalize()) + padder.finalize()).decode()


def session(crm: Crm, **asked: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(opened(crm.see("sso", **asked)["payload"], Config().sso_key))
    return known


def test_a_blob_is_byte_for_byte_what_crypto_js_makes_of_the_same_salt() -> None:
    vectors = json.loads(shared("crm/vectors/sso.json").read_text())["valid"]
    for vector in vectors:
        salt = base64.b64decode(vector["ciphertext_base64"])[8:16]
        assert sso.encrypt(vector["plaintext_json"], vector["secret"], salt) == vector["ciphertext_base64"]


def test_an_agencys_admin_is_told_apart_by_where_they_look(crm: Crm) -> None:
    inside = session(crm, user=AGENCY_ADMIN, location=PHYSIO)
    assert (inside["type"], inside["role"], inside["activeLocation"]) == ("agency", "admin", PHYSIO)
    assert "activeLocation" not in session(crm, user=AGENCY_ADMIN)
    assert set(inside) == {"userId", "companyId", "role", "type", "userName", "email", "activeLocation"}


@pytest.mark.parametrize(("user", "role"), [(ACCOUNT_ADMIN, "admin"), (ACCOUNT_USER, "user")])
def test_an_accounts_people_see_their_account_only(crm: Crm, user: str, role: str) -> None:
    seen = session(crm, user=user, location=FITNESS)
    assert (seen["type"], seen["role"], seen["userId"]) == ("location", role, user)
    refused = crm.http.get("/_sandbox/sso", params={"user": user, "location": PHYSIO})
    assert refused.status_code == 422


def test_two_blobs_of_one_session_differ_and_any_session_can_be_forged_for_tests(crm: Crm) -> None:
    blobs = {crm.see("sso", user=ACCOUNT_USER, location=FITNESS)["payload"] for _ in range(2)}
    assert len(blobs) == 2
    foreign = crm.control("sso", session={"userId": "x"}, key="another key")["payload"]
    assert json.loads(opened(foreign, "another key")) == {"userId": "x"}
