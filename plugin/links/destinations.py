"""Where a link may lead: any http(s) address but our own short domains."""

from __future__ import annotations

from typing import Final, NoReturn
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from plugin.domains.verbs import ours
from plugin.domains.web_address import NotAnAddress, WebAddress, read_address
from plugin.errors import Invalid

LONGEST: Final = 2_048
FIELD: Final = "destination"


def clean_destination(db: Session, text: str, at: str = FIELD) -> str:
    """The address in the form we keep.

    Raises Invalid on the field `at`: `destination_invalid`, `destination_scheme`, `destination_too_long`
    (beyond LONGEST characters once escaped), `destination_loop`.
    """
    address = parse_destination(text, at)
    if ours(db, address.host):
        raise Invalid(
            at,
            "This leads back to a short link, and visitors would go round in circles. Use the page it should end on.",
            code="destination_loop",
        )
    return str(address)


def parse_destination(text: str, at: str = FIELD) -> WebAddress:
    """As clean_destination, without asking whether the host is ours."""
    # A first bound, so that what cannot fit is not parsed; escaping only ever makes it longer.
    if len(text.strip()) > LONGEST:
        _too_long(at)
    try:
        address = read_address(text)
    except NotAnAddress as fault:
        raise Invalid(at, fault.message, code=f"destination_{fault.code}") from fault
    if len(str(address)) > LONGEST:
        _too_long(at)
    return address


def clean_picture(text: str, at: str) -> str:
    """The address of a picture that other programs are to fetch: as parse_destination, and only https."""
    address = parse_destination(text, at)
    if address.scheme != "https":
        raise Invalid(at, "Use a picture whose address starts with https://.", code="destination_scheme")
    return str(address)


def host_of(destination: str) -> str:
    """The host to call a link by where staff gave no title."""
    return (urlsplit(destination).hostname or "").removeprefix("www.")


def _too_long(at: str) -> NoReturn:
    raise Invalid(at, f"Use an address of at most {LONGEST:,} characters.", code="destination_too_long")
