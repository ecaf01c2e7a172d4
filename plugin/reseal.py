"""Seals every stored secret anew under the newest of VAULT_KEYS, so that the older keys can be taken away."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session

from oauth import vault
from oauth.models import CompanyInstall, Install
from oauth.vault import VaultLocked
from plugin import db as database
from plugin.conversions.models import ConversionSecret
from plugin.locations.book import every_id
from plugin.locations.models import Company
from plugin.locations.verbs import NOBODY
from plugin.tenancy import company, tenant

Places: TypeAlias = tuple[InstrumentedAttribute[Any], ...]
# All that is ever sealed; each table has one row of an account, or of a company.
OF_LOCATION: Final[Places] = (
    Install.access_token, Install.refresh_token, ConversionSecret.secret, ConversionSecret.previous,
)  # fmt: skip
OF_COMPANY: Final[Places] = (CompanyInstall.access_token, CompanyInstall.refresh_token)


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets were looked at, how many of them sealed anew, how many no key opens; and how many rows are left.

    A row is left while its token is being renewed: the command is to be given again.
    """

    seen: int = 0
    moved: int = 0
    locked: int = 0
    left: int = 0

    def __add__(self, other: Resealed) -> Resealed:
        return Resealed(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def reseal() -> Resealed:
    """Go through all accounts and companies, each in a transaction of its own; safe to repeat and to interrupt."""
    told = Resealed()
    for location_id in every_id():
        told += _resealed(tenant(location_id), OF_LOCATION)
    for company_id in _companies():
        told += _resealed(company(company_id), OF_COMPANY)
    return told


def _companies() -> list[int]:
    with tenant(NOBODY) as db:
        return list(db.scalars(select(Company.id).order_by(Company.id)))


def _resealed(opened: AbstractContextManager[Session], places: Places) -> Resealed:
    keys, told = database.settings().vault_keys, Resealed()
    try:
        with opened as db:
            for place in places:
                # Under its lock: whoever renews a token waits, or is waited for.
                for row in db.scalars(select(place.class_).with_for_update()):
                    told += _moved(row, place.key, keys)
    except OperationalError:
        return Resealed(left=1)
    return told


def _moved(row: Any, name: str, keys: tuple[str, ...]) -> Resealed:
    sealed: bytes | None = getattr(row, name)
    if sealed is None:
        return Resealed()
    if vault.is_newest(sealed, keys):
        return Resealed(seen=1)
    try:
        setattr(row, name, vault.rotate(sealed, keys))
    except VaultLocked:
        return Resealed(seen=1, locked=1)
    return Resealed(seen=1, moved=1)
