"""A link that opens Add to Contacts: a vCard 3.0 (RFC 2426) of a person or a business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.errors import Invalid
from plugin.links.destinations import clean_picture, parse_destination

kind = "vcard"
label = "Contact card"
fields: tuple[str, ...] = ("vcard",)
without: tuple[str, ...] = ("rules", "split", "utm", "forward_params")

LINE_OCTETS: Final = 75  # without the line break, with the blank that a folded line begins with
# `,` and `;` divide values and their parts, so that as text they are escaped, and so is what escapes.
ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def check(db: Session, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - every kind is asked alike
    """The card in the form we keep. Raises Invalid: `vcard_nameless`, and `destination_*` for its addresses."""
    if "vcard" not in given:
        return {}
    card = {name: value for name, value in given["vcard"].items() if value}
    if not called("", card):
        raise Invalid("vcard.first_name", "Give a first name, a last name or a company.", code="vcard_nameless")
    if "url" in card:
        card["url"] = str(parse_destination(card["url"], "vcard.url"))
    if "photo_url" in card:
        card["photo_url"] = clean_picture(card["photo_url"], "vcard.photo_url")
    return {"destination": "", "content": card}


def called(destination: str, content: Mapping[str, Any]) -> str:  # noqa: ARG001 - every kind is asked alike
    """The person's name, or the company's."""
    person = " ".join(content[part] for part in ("first_name", "last_name") if content.get(part))
    return person or str(content.get("company") or "")


def draw(card: Mapping[str, Any]) -> str:
    """The card as a file of type text/vcard, in UTF-8; `card` is the content of a link of this kind."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(card))


def _lines(card: Mapping[str, Any]) -> Iterator[str]:
    def text(name: str) -> str:
        return str(card.get(name) or "").translate(ESCAPES)

    yield from ("BEGIN:VCARD", "VERSION:3.0")
    yield f"N:{text('last_name')};{text('first_name')};;;"
    yield f"FN:{called('', card).translate(ESCAPES)}"
    yield from (f"{line}:{text(name)}" for line, name in (("ORG", "company"), ("TITLE", "title")) if card.get(name))
    yield from (f"TEL:{phone.translate(ESCAPES)}" for phone in card.get("phones", ()))
    yield from (f"EMAIL;TYPE=INTERNET:{email.translate(ESCAPES)}" for email in card.get("emails", ()))
    if card.get("address"):
        yield f"ADR:;;{text('address')};;;;"
    # An address of the web is no text: nothing in it is escaped.
    if card.get("url"):
        yield f"URL:{card['url']}"
    if card.get("photo_url"):
        yield f"PHOTO;VALUE=URI:{card['photo_url']}"
    if card.get("note"):
        yield f"NOTE:{text('note')}"
    yield "END:VCARD"


def _folded(line: str) -> str:
    """A long line in pieces, each within LINE_OCTETS, divided between characters."""
    pieces, room = [""], LINE_OCTETS
    for character in line:
        octets = len(character.encode())
        if octets > room:
            pieces.append("")
            room = LINE_OCTETS - 1
        pieces[-1] += character
        room -= octets
    return "\r\n ".join(pieces)
