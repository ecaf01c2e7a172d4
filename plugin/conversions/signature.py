"""Did this account's server send these bytes: HMAC-SHA-256 over the time and the raw body, under a secret of theirs."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth import vault
from plugin import db as database
from plugin.conversions.models import ConversionSecret
from plugin.errors import Unauthorized
from plugin.tenancy import location_of

ACCOUNT: Final = "Smartlinks-Account"
TIMESTAMP: Final = "Smartlinks-Timestamp"
SIGNATURE: Final = "Smartlinks-Signature"
CLOCKS_S: Final = 300  # how far the sender's clock may be from ours, and how long the bytes can be replayed
SECRET_BYTES: Final = 32


def sign(secret: str, timestamp: str, raw: bytes) -> str:
    """The signature in hex: HMAC-SHA-256 of `<timestamp>.<raw body>`, the timestamp in Unix seconds."""
    return hmac.digest(secret.encode(), timestamp.encode() + b"." + raw, hashlib.sha256).hex()


def verify(db: Session, raw: bytes, timestamp: str, signature: str, now: datetime) -> None:
    """Pass if a secret of the session's location signed this within CLOCKS_S of now.

    Raises Unauthorized `bad_signature`, whatever is wrong.
    """
    known = db.scalar(select(ConversionSecret))
    keys = database.settings().vault_keys
    sealed = [each for each in (known.secret, known.previous) if each] if known else []
    in_time = re.fullmatch(r"[0-9]{1,12}", timestamp) and abs(now.timestamp() - int(timestamp)) <= CLOCKS_S
    made = [sign(vault.unseal(each, keys), timestamp, raw) for each in sealed]
    # Every candidate is compared, so that the time taken does not tell which one it was.
    fits = [hmac.compare_digest(each.encode(), signature.lower().encode()) for each in made]
    if not (in_time and any(fits)):
        raise Unauthorized("The signature does not fit the body, or its time is not of now.", code="bad_signature")


def renew(db: Session, now: datetime) -> str:
    """A new secret; the one before it works until the next is made."""
    made = f"slc_{secrets.token_urlsafe(SECRET_BYTES)}"
    sealed = vault.seal(made, database.settings().vault_keys)
    known = db.scalar(select(ConversionSecret).with_for_update())
    if known is None:
        db.add(ConversionSecret(location_id=location_of(db), secret=sealed, made_at=now))
    else:
        known.previous, known.secret, known.made_at = known.secret, sealed, now
    return made


def made_at(db: Session) -> datetime | None:
    """Since when the secret of the session's location is the one it is; None where there is none."""
    return db.scalar(select(ConversionSecret.made_at))
