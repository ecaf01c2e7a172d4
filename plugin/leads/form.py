"""A link's form as its owner drew it, and what a visitor's answers to it are worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from plugin.fields import UNFIT
from plugin.leads.checks import CHECKS, LONGEST_TEXT, Fault
from plugin.links.parts import LeadForm

# Names of inputs that a form has beside its fields; the first that no field has is taken.
CONSENT_NAMES: Final = ("consent", "consent-given", "consent-to-this")
TRAP_NAMES: Final = ("website", "homepage", "fax-number", "street-line-3")
READ: Final = LONGEST_TEXT + 1  # characters of an answer that are looked at, and shown again


class Answers(msgspec.Struct, frozen=True):
    """A filled-in form: what was typed, by name, what is wrong with it, by name, and the lead that it makes."""

    typed: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    is_machine: bool = False
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    fields: dict[str, str] = {}
    consent_text: str | None = None


def consent_name(form: LeadForm) -> str:
    """The name of the box that says yes to the consent's text."""
    return _free(form, CONSENT_NAMES)


def trap_name(form: LeadForm) -> str:
    """The name of the input that people do not see: whoever fills it in is a machine."""
    return _free(form, TRAP_NAMES)


def read_answers(form: LeadForm, posted: Mapping[str, str], country: str | None) -> Answers:
    """The answers, checked; a phone number without + is read as one of `country` (ISO 3166-1)."""
    typed = {field.name: _one_line(posted.get(field.name, "")) for field in form.fields}
    faults, clean = {}, {}
    for field in form.fields:
        clean[field.name], fault = CHECKS[field.kind](typed[field.name], country)
        if fault or (field.required and not typed[field.name]):
            faults[field.name] = fault or Fault("blank")
    consent = consent_name(form)
    agreed = bool(posted.get(consent))
    if form.consent_text:
        typed[consent] = "on" if agreed else ""
        if not agreed:
            faults[consent] = Fault("consent")
    consent_text = form.consent_text if agreed else None
    return Answers(
        typed, faults, bool(posted.get(trap_name(form))), **_sorted(form, clean), consent_text=consent_text or None
    )


def _sorted(form: LeadForm, clean: dict[str, str]) -> dict[str, Any]:
    """Names together, the first email and the first phone for themselves, all else by its field's name."""
    found: dict[str, Any] = {"name": None, "email": None, "phone": None, "fields": {}}
    for field in form.fields:
        value = clean[field.name]
        if not value:
            continue
        if field.kind == "name" and found["name"]:
            found["name"] += f" {value}"
        elif field.kind == "text" or found[field.kind]:
            found["fields"][field.name] = value
        else:
            found[field.kind] = value
    return found


def _one_line(text: str) -> str:
    return " ".join(UNFIT.sub(" ", text[:READ]).split())


def _free(form: LeadForm, names: tuple[str, ...]) -> str:
    taken = {field.name for field in form.fields}
    return next((name for name in names if name not in taken), "-".join((*names, *sorted(taken))))
