"""Notes on a contact's timeline in the CRM; the same note written twice is two notes (crm/FACTS.md section 5)."""

from __future__ import annotations

from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.contacts import known
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"


def bodies(crm: Crm, contact_id: str) -> tuple[str, ...]:
    """The text of every note that a contact has."""
    found = ask(crm, Call("GET", ("contacts", known(contact_id), "notes"), VERSION)).get("notes")
    if not isinstance(found, list):
        raise CrmUnavailable("The CRM answered without the contact's notes.")
    return tuple(str(note.get("body") or "") for note in found if isinstance(note, dict))


def add(crm: Crm, contact_id: str, body: str) -> dict[str, Any]:
    """Write a note. After an answer that is lost it may stand there: read `bodies` before it is written again."""
    return ask(crm, Call("POST", ("contacts", known(contact_id), "notes"), VERSION, body={"body": body}))
