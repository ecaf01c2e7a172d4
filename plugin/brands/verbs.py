"""Reading and setting a location's brand; setting it publishes the copy that visitors' pages wear."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.brands.models import Brand
from plugin.domains.web_address import NotAnAddress, read_address
from plugin.errors import Invalid
from plugin.locations.models import Location, Terms
from plugin.tenancy import location_of

COLORS: Final = {"primary": "#4f46e5"}
LONGEST_LOGO_URL: Final = 2_048


@dataclass(frozen=True, slots=True)
class BrandShown:
    """A brand with nothing missing: `colors` are `#rrggbb` in lower case."""

    name: str
    logo_url: str | None
    colors: dict[str, str]


def get(db: Session) -> BrandShown:
    """The location's brand; until one is set, the account's name in our colours."""
    brand = db.get(Brand, location_of(db))
    if brand is None:
        location = db.get(Location, location_of(db))
        return BrandShown(location.name if location else "", None, dict(COLORS))
    return BrandShown(brand.name, brand.logo_url, COLORS | brand.colors)


def put(db: Session, fields: dict[str, Any], now: datetime) -> BrandShown:
    """Set the brand and publish it. Raises Invalid for a logo that is not at an https address."""
    colors = COLORS | {name: color.lower() for name, color in fields["colors"].items()}
    brand = BrandShown(fields["name"], _logo(fields["logo_url"]), colors)
    location_id = location_of(db)
    kept = {**asdict(brand), "updated_at": now}
    db.execute(
        insert(Brand)
        .values(location_id=location_id, **kept)
        .on_conflict_do_update(index_elements=[Brand.location_id], set_=kept)
    )
    db.execute(update(Terms).where(Terms.location_id == location_id).values(brand=asdict(brand), updated_at=now))
    return brand


def _logo(text: str | None) -> str | None:
    if not text:
        return None
    try:
        address = read_address(text)
    except NotAnAddress as fault:
        raise Invalid("logo_url", fault.message) from fault
    # Pages are served over https, where a browser shows no picture that comes over http.
    if address.scheme != "https":
        raise Invalid("logo_url", "Give a picture at an address that starts with https://.")
    if len(str(address)) > LONGEST_LOGO_URL:
        raise Invalid("logo_url", f"Give an address of at most {LONGEST_LOGO_URL:,} characters.")
    return str(address)
