"""The bearer that the dashboard holds in memory: who was let in, to which install, signed, for fifteen minutes."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Final, Literal, TypeVar

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from plugin.errors import Unauthorized

LIFE_S: Final = 900
PURPOSE: Final = "staff bearer 1"
COMPANYS: Final = "company bearer 1"
Role = Literal["admin", "user"]
Bearer = TypeVar("Bearer", "Staff", "CompanyAdmin")


@dataclass(frozen=True, slots=True)
class Staff:
    """A person of the CRM, at work in one location; `generation` is the install's that let them in.

    `of_company` says that they are the company's own people and not only this location's.
    """

    location_id: int
    company_id: int
    user_id: str
    role: Role
    generation: int
    name: str
    email: str
    of_company: bool = False


@dataclass(frozen=True, slots=True)
class CompanyAdmin:
    """An admin of a company, in none of its locations; `generation` is that of the company's install, 0 without one."""

    company_id: int
    user_id: str
    generation: int
    name: str
    email: str

    def enter(self, location_id: int, generation: int) -> Staff:
        """The same person at work in one of the company's locations, whose install has that generation."""
        return Staff(
            location_id=location_id,
            company_id=self.company_id,
            user_id=self.user_id,
            role="admin",
            generation=generation,
            name=self.name,
            email=self.email,
            of_company=True,
        )


def issue(staff: Staff, secret_key: str) -> str:
    """The signed bearer of a person; good for LIFE_S seconds."""
    return _signer(secret_key, PURPOSE).dumps(asdict(staff))


def issue_to_company(admin: CompanyAdmin, secret_key: str) -> str:
    """The signed bearer of a company's admin, which opens no location; good for LIFE_S seconds."""
    return _signer(secret_key, COMPANYS).dumps(asdict(admin))


def read(token: str, secret_key: str) -> Staff:
    """Whom a bearer was issued to. Raises Unauthorized: `bearer_expired`, or `unauthorized` where it is not ours."""
    return _read(Staff, token, _signer(secret_key, PURPOSE))


def read_companys(token: str, secret_key: str) -> CompanyAdmin:
    """The company's admin that a bearer was issued to. Raises as `read` does."""
    return _read(CompanyAdmin, token, _signer(secret_key, COMPANYS))


def _read(of: type[Bearer], token: str, signer: URLSafeTimedSerializer) -> Bearer:
    try:
        return of(**signer.loads(token, max_age=LIFE_S))
    except SignatureExpired as late:
        raise Unauthorized("Your session has ended. Reload the page.", code="bearer_expired") from late
    except (BadData, TypeError) as forged:
        raise Unauthorized("Open Smart Links from your CRM.") from forged


def _signer(secret_key: str, purpose: str) -> URLSafeTimedSerializer:
    # The serializer derives its own key from the secret and the purpose: no other signature of ours fits here.
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(secret_key, salt=purpose, signer_kwargs=kwargs)
