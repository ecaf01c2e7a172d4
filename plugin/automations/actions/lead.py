"""Makes a captured lead a contact of the CRM, or finds the contact that it is, and adds its link's tags."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from plugin.automations import announce
from plugin.automations.actions.kind import EFFECT, SIGNS, Done, Errand, NothingToDo, Once, Pace, Work
from plugin.clicks.erase import is_erased_for_good
from plugin.contacts import tokens
from plugin.contacts.verbs import want
from plugin.crm import contacts
from plugin.crm.client import Crm
from plugin.crm.contacts import Person
from plugin.crm.errors import CrmRefused, CrmUnavailable, Duplicate
from plugin.leads import verbs as leads
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

kind: Final = "lead"
label: Final = "Add the lead to the CRM's contacts"
once: Once = EFFECT
pace: Pace = SIGNS

# No click causes it: a lead does, when it is captured.
caused: Final = """
SELECT location_id, link_id, crm_contact_id, at, '' AS subject, '{}'::jsonb AS payload FROM clicked WHERE false
"""
NOTHING: Final = Person()
HALF_DONE: Final = 422  # the CRM may say so of a contact that it has made all the same


def act(errand: Errand) -> Done:
    """Bring each lead to the CRM; told again, it is the same contact with the same tags."""
    return Done({"contacts": [_push(errand, run) for run in errand.runs]})


def _push(errand: Errand, run: Work) -> str:
    lead_id = int(run.payload["lead_id"])
    with tenant(errand.location_id) as db:
        lead = leads.find(db, lead_id)
        crm_location_id = locations.crm_id(db)
    if lead is None:
        raise NothingToDo("The lead has been deleted.", code="lead_gone")
    if not (lead.email or lead.phone or lead.crm_contact_id):
        with tenant(errand.location_id) as db:
            announce.lead(db, lead_id)
        raise NothingToDo("Contacts are told apart by email and phone, and the lead left neither.", code="no_key")
    person = Person(lead.name, lead.email, lead.phone)
    contact_id = lead.crm_contact_id or _contact(errand.crm, crm_location_id, person, is_again=run.attempts > 1)
    with tenant(errand.location_id) as db:
        if is_erased_for_good(db, contact_id):
            raise NothingToDo("The contact was erased here, and is not to be known again.", code="contact_erased")
        leads.name(db, lead_id, contact_id)
        tokens.name_lead(db, lead_id, contact_id)
        want(db, contact_id)
        announce.lead(db, lead_id)
    tags = {str(tag).casefold(): str(tag) for tag in run.payload["tags"]}
    if tags:
        contacts.add_tags(errand.crm, contact_id, [*tags.values()])
    return contact_id


def _contact(crm: Crm, crm_location_id: str, person: Person, *, is_again: bool) -> str:
    # An earlier attempt may have made it, whatever was heard of that.
    found = contacts.find(crm, crm_location_id, person) if is_again else None
    if found:
        return _completed(crm, found.id, person)
    try:
        return _fit(contacts.upsert(crm, crm_location_id, person).id)
    except Duplicate as other:
        return _completed(crm, other.contact_id, person)
    except CrmRefused as refused:
        made = contacts.find(crm, crm_location_id, person) if refused.crm_status == HALF_DONE else None
        if made is None:
            raise
        return _fit(made.id)


def _completed(crm: Crm, contact_id: str, person: Person) -> str:
    """The contact, with what the lead told; an email or phone that is another contact's stays there."""
    told = person
    while told != NOTHING:
        try:
            contacts.update(crm, _fit(contact_id), told)
        except Duplicate as other:
            told = _without(told, other.matching)
        else:
            break
    return contact_id


def _without(told: Person, matching: str) -> Person:
    if matching in {"email", "phone"} and getattr(told, matching):
        return replace(told, **{matching: None})
    return Person(told.name) if told.email or told.phone else NOTHING


def _fit(contact_id: str) -> str:
    if not contacts.ID.fullmatch(contact_id):
        raise CrmUnavailable("The CRM answered with an id that is none.")
    return contact_id
