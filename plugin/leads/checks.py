"""Whether an answer is what its question asks for: one check a kind of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat

LONGEST_NAME: Final = 100
LONGEST_TEXT: Final = 500
LONGEST_PHONE: Final = 40


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with an answer: the word for it, and what the sentence about it is filled in with."""

    kind: str
    filled: dict[str, Any] = {}


Check = Callable[[str, str | None], tuple[str, Fault | None]]


def _text(longest: int) -> Check:
    def check(text: str, _country: str | None) -> tuple[str, Fault | None]:
        return text, Fault("long", {"most": longest}) if len(text) > longest else None

    return check


def _email(text: str, _country: str | None) -> tuple[str, Fault | None]:
    """The address in its one spelling; whether anybody reads it there is not asked."""
    if not text:
        return "", None
    try:
        return validate_email(text, check_deliverability=False).normalized, None
    except EmailNotValidError:
        return "", Fault("email")


def _phone(text: str, country: str | None) -> tuple[str, Fault | None]:
    """The number as E.164; one without + is of the country."""
    if not text:
        return "", None
    try:
        number = phonenumbers.parse(text[:LONGEST_PHONE], country)
    except NumberParseException:
        return "", Fault("phone")
    if len(text) > LONGEST_PHONE or not phonenumbers.is_valid_number(number):
        return "", Fault("phone")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), None


CHECKS: Final[Mapping[str, Check]] = {
    "text": _text(LONGEST_TEXT),
    "name": _text(LONGEST_NAME),
    "email": _email,
    "phone": _phone,
}
