"""Where the visitor is: `{"kind": "country", "countries": ["US", "GB"], "regions": ["CA"], "cities": ["Berlin"]}`.

Holds where the country is one of `countries`; if `regions` or `cities` are given too, they must have the visitor's as
well. A region is the part of an ISO 3166-2 code after the dash, or all of it where two countries share it (`US-CA`);
cities go by their English names, case and accents do not count. Whose place is unknown is in none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from plugin.errors import Invalid
from plugin.plans.plans import Feature
from plugin.routing.countries import COUNTRIES, MEANT
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, texts
from plugin.visitors.geo import Place

kind: Final = "country"
label: Final = "Country"
fields: Final = (
    Field("countries", "Countries", "texts", required=True, choices=tuple(sorted(COUNTRIES))),
    Field("regions", "Regions", "texts"),
    Field("cities", "Cities", "texts"),
)
rank: Final = 0
feature: Final[Feature | None] = "country_rules"
needs: Final[tuple[Need, ...]] = ("place",)

REGION: Final = re.compile(r"(?:([A-Z]{2})-)?[A-Z0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Where:
    """Countries and regions in capitals, cities as they were written; countries and folded cities for finding too."""

    countries: tuple[str, ...]
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    any_country: frozenset[str] = field(init=False, repr=False, compare=False)
    any_city: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is looked for."""
        object.__setattr__(self, "any_country", frozenset(self.countries))
        object.__setattr__(self, "any_city", frozenset(map(_folded, self.cities)))


def parse(raw: Mapping[str, Any], at: str) -> Where:
    """Codes of either case. Raises Invalid, `country_unknown` or `region_unknown` where a code is none."""
    countries = texts(raw, "countries", at, _country)
    regions = texts(raw, "regions", at, _region, required=False)
    for number, region in enumerate(regions):
        if "-" in region and region[:2] not in countries:
            fix = f"Add {region[:2]} to the countries, or leave {region} out."
            raise Invalid(f"{at}.regions[{number}]", fix, code="region_unknown")
    return Where(countries, regions, texts(raw, "cities", at, required=False))


def holds(value: Where, facts: Facts) -> bool:
    """Whether the visitor is known to be there."""
    place = facts.place
    return place.country in value.any_country and _in_region(value, place) and _in_city(value, place)


def why_not(value: Where, facts: Facts) -> str:
    """Names the visitor's country, region or city beside the rule's."""
    place = facts.place
    if place.country is None:
        return "It is not known which country the visitor is in."
    if place.country not in value.any_country:
        return f"The visitor is in {place.country}, not in {listed(value.countries)}."
    if not _in_region(value, place):
        return f"The visitor's region is {place.region or 'unknown'}, not {listed(value.regions)}."
    return f"The visitor's city is {place.city or 'unknown'}, not {listed(value.cities)}."


def _in_region(value: Where, place: Place) -> bool:
    if not value.regions:
        return True
    return place.region is not None and (place.region in value.regions or _whole(place) in value.regions)


def _whole(place: Place) -> str:
    return f"{place.country}-{place.region}"


def _in_city(value: Where, place: Place) -> bool:
    return not value.cities or (place.city is not None and _folded(place.city) in value.any_city)


def _folded(name: str) -> str:
    """A city's name without case and accents: São Paulo is Sao Paulo."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _country(text: str, at: str) -> str:
    code = text.upper()
    if code in COUNTRIES:
        return code
    fix = f"Use {MEANT[code]}." if code in MEANT else "Use the two letters of ISO 3166-1, such as US or GB."
    raise Invalid(at, f"“{text}” is not a country that we know. {fix}", code="country_unknown")


def _region(text: str, at: str) -> str:
    found = REGION.fullmatch(text.upper())
    if not found or (found[1] and found[1] not in COUNTRIES):
        fix = "Use its letters or digits of ISO 3166-2, such as CA or US-CA."
        raise Invalid(at, f"“{text}” is not a region. {fix}", code="region_unknown")
    return found[0]
