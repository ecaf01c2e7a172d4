"""The bearer that the dashboard holds in memory: who was let in, to which install, signed, for fifteen minutes."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Final, Literal

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from plugin.errors import Unauthorized

LIFE_S: Final = 900
PURPOSE: Final = "staff bearer 1"
Role = Literal["admin", "user"]


@dataclass(frozen=True, slots=True)
class Staff:
    """A person of the CRM, at work in one location; `generation` is the install's that let them in."""

    location_id: int
    company_id: int
    user_id: str
    role: Role
    generation: int
    name: str
    email: str


def issue(staff: Staff, secret_key: str) -> str:
    """The signed bearer of a person; good for LIFE_S seconds."""
    return _signer(secret_key).dumps(asdict(staff))


def read(token: str, secret_key: str) -> Staff:
    """Whom a bearer was issued to. Raises Unauthorized: `bearer_expired`, or `unauthorized` where it is not ours."""
    try:
        return Staff(**_signer(secret_key).loads(token, max_age=LIFE_S))
    except SignatureExpired as late:
        raise Unauthorized("Your session has ended. Reload the page.", code="bearer_expired") from late
    except (BadData, TypeError) as forged:
        raise Unauthorized("Open Smart Links from your CRM.") from forged


def _signer(secret_key: str) -> URLSafeTimedSerializer:
    # The serializer derives its own key from the secret and the purpose: no other signature of ours fits here.
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(secret_key, salt=PURPOSE, signer_kwargs=kwargs)
