"""Places come from a database that may lack anything, be replaced, be broken or not be there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from plugin.visitors.geo import NOWHERE, Geo, Place, open_geo
from tests.shared import shared

BERLIN = {
    "country": {"iso_code": "DE", "names": {"en": "Germany"}},
    "subdivisions": [{"iso_code": "BE", "names": {"en": "Land Berlin"}}],
    "city": {"names": {"en": "Berlin", "de": "Berlin"}},
}


def database(path: Path, **records: dict[str, Any]) -> Path:
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True, database_type="GeoLite2-City", languages=["en"])
    for network, record in records.items():
        writer.insert_network(IPSet([network]), record)
    fresh = path.with_suffix(".new")
    writer.to_db_file(str(fresh))
    return fresh.replace(path)


@pytest.fixture
def geo(tmp_path: Path) -> Geo:
    records: dict[str, Any] = {
        "1.1.1.0/24": BERLIN,
        "2a02:1::/32": BERLIN,
        "2.2.2.0/24": {"country": {"iso_code": "FR"}},
        "3.3.3.0/24": {"registered_country": {"iso_code": "US"}},
        "4.4.4.0/24": {"country": {"iso_code": "PT"}, "subdivisions": [], "city": {"names": {"pt": "Lisboa"}}},
        "5.5.5.0/24": {"country": "XX", "city": ["?"], "subdivisions": {"iso_code": 7}},
    }
    return open_geo(database(tmp_path / "city.mmdb", **records))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("1.1.1.1", Place("DE", "BE", "Berlin")),
        ("2a02:1::99", Place("DE", "BE", "Berlin")),
        ("::ffff:1.1.1.1", Place("DE", "BE", "Berlin")),
        ("2.2.2.2", Place("FR", None, None)),
        ("3.3.3.3", NOWHERE),  # where a network is registered is not where its visitors are
        ("4.4.4.4", Place("PT", None, None)),
        ("5.5.5.5", NOWHERE),
        ("9.9.9.9", NOWHERE),
        ("127.0.0.1", NOWHERE),
        ("", NOWHERE),
        ("no address", NOWHERE),
        ("1.1.1.1.1", NOWHERE),
        ("::gg", NOWHERE),
    ],
)
def test_a_place_is_what_the_record_says_and_nothing_more(geo: Geo, address: str, place: Place) -> None:
    assert geo.place(address) == place
    assert geo.known


def test_without_a_file_every_place_is_unknown(tmp_path: Path) -> None:
    for geo in (open_geo(None), open_geo(tmp_path / "absent.mmdb")):
        assert not geo.known
        assert geo.place("1.1.1.1") == NOWHERE


def test_a_file_that_comes_later_or_is_replaced_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "city.mmdb"
    geo = open_geo(path)
    database(path, **{"1.1.1.0/24": BERLIN})
    geo.reload()
    assert geo.place("1.1.1.1").city == "Berlin"
    database(path, **{"1.1.1.0/24": {"country": {"iso_code": "AT"}, "city": {"names": {"en": "Vienna"}}}})
    geo.reload()
    assert geo.place("1.1.1.1") == Place("AT", None, "Vienna")


def test_a_changed_file_is_seen_without_being_told_once_a_minute_has_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("plugin.visitors.geo.time.monotonic", lambda: now)
    path = tmp_path / "city.mmdb"
    geo = open_geo(path)
    database(path, **{"1.1.1.0/24": BERLIN})
    now += 59
    assert geo.place("1.1.1.1") == NOWHERE
    now += 2
    assert geo.place("1.1.1.1").country == "DE"


def test_a_broken_file_leaves_the_last_good_one_in_use(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = database(tmp_path / "city.mmdb", **{"1.1.1.0/24": BERLIN})
    geo = open_geo(path)
    broken = tmp_path / "broken"
    broken.write_bytes(os.urandom(5_000))
    broken.replace(path)
    geo.reload()
    assert geo.place("1.1.1.1").country == "DE"
    assert "cannot be read" in caplog.text


def test_the_vendors_own_test_file_is_read() -> None:
    geo = open_geo(shared("data/GeoLite2-City-Test.mmdb"))
    assert geo.place("81.2.69.142") == Place("GB", "ENG", "London")
    assert geo.place("2001:218::1").country == "JP"
    assert geo.place("216.160.83.56") == Place("US", "WA", "Milton")


def test_a_country_database_knows_countries_and_a_foreign_one_nothing() -> None:
    assert open_geo(shared("data/GeoLite2-Country-Test.mmdb")).place("81.2.69.142") == Place("GB", None, None)
    assert open_geo(shared("data/GeoLite2-ASN-Test.mmdb")).place("1.128.0.1") == NOWHERE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.ip_addresses().map(str))
def test_no_address_makes_it_raise(geo: Geo, address: str) -> None:
    assert isinstance(geo.place(address), Place)
