"""A geo database of a real one's size, made once and kept: lookups in a small one would flatter."""

from __future__ import annotations

import random
from pathlib import Path

from mmdb_writer import MMDBWriter
from netaddr import IPNetwork, IPSet

NETWORKS = 900_000
CITIES = 100_000
COUNTRIES = ("US", "GB", "DE", "FR", "BR", "IN", "MX", "CA", "AU", "ES", "IT", "NL", "PL", "SE", "JP", "KR", "ZA", "NG")


def make(path: Path, networks: int = NETWORKS) -> Path:
    """A GeoLite2-City look-alike at `path`, unless it is there: /20 to /24 networks, tens of thousands of cities."""
    if path.exists():
        return path
    dice = random.Random(20)
    cities = [record(dice, number) for number in range(CITIES)]
    writer = MMDBWriter(ip_version=6, database_type="GeoLite2-City", languages=["en"], ipv4_compatible=True)
    start = 11 << 24
    for number in range(networks):
        length = dice.choice((22, 22, 23, 24, 24))
        start = (start + (1 << (32 - length)) - 1) >> (32 - length) << (32 - length)
        if start >= 224 << 24:
            break
        writer.insert_network(IPSet([IPNetwork((start, length))]), cities[number % CITIES])
        # Gaps, so that the networks reach over the whole space.
        start += (1 << (32 - length)) + dice.randrange(0, 6_500)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    writer.to_db_file(str(beside))
    beside.rename(path)
    return path


def record(dice: random.Random, number: int) -> dict[str, object]:
    """A record with what real ones carry, names in several languages included."""
    country = dice.choice(COUNTRIES)
    name = f"City {number} on the river"
    return {
        "city": {"geoname_id": number, "names": {tag: f"{name} {tag}" for tag in ("de", "en", "es", "fr", "pt-BR")}},
        "continent": {"code": "EU", "geoname_id": 6255148, "names": {"en": "Europe", "de": "Europa"}},
        "country": {"geoname_id": 1000 + number % 200, "iso_code": country, "names": {"en": f"Country {country}"}},
        "location": {"accuracy_radius": 20, "latitude": number / 400, "longitude": -number / 300, "time_zone": "UTC"},
        "postal": {"code": f"{number:05d}"},
        "subdivisions": [
            {"geoname_id": number, "iso_code": f"R{number % 60}", "names": {"en": f"Region {number % 60}"}}
        ],
    }
