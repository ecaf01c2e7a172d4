"""The tree leads every IPv4 address to the record that the vendor's own reader finds."""

from __future__ import annotations

import random
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import maxminddb
import pytest

from plugin.visitors.geo import open_geo
from plugin.visitors.tree import Tree
from tests.shared import shared


def addresses(reader: maxminddb.Reader) -> list[str]:
    """The edges of every network of the file, what lies just outside them, and a thousand at random."""
    dice = random.Random(1)
    found = [dice.randrange(1 << 32) for _ in range(1000)]
    for network, _ in reader:
        first, last = int(network.network_address), int(network.broadcast_address)
        found += [each for each in (first - 1, first, last, last + 1) if 0 <= each < 1 << 32]
    return [str(ip_address(number)) for number in found]


@pytest.mark.parametrize(
    "name", ["GeoLite2-City-Test", "GeoIP2-City-Test", "GeoLite2-Country-Test", "GeoLite2-ASN-Test"]
)
def test_addresses_share_a_number_exactly_where_they_share_a_record(name: str) -> None:
    path = shared(f"data/{name}.mmdb")
    with maxminddb.open_database(path) as reader:
        tree = Tree(path, reader.metadata())
        said: dict[int, Any] = {}
        for address in addresses(reader):
            record, number = reader.get(address), tree.record(address)
            assert said.setdefault(number, record) == record
            assert (record is None) == (number == reader.metadata().node_count)
    assert len(said) > 10


@pytest.mark.parametrize("size", [24, 28, 32])
@pytest.mark.parametrize("version", [4, 6])
def test_nodes_of_every_size_are_walked(tmp_path: Path, size: int, version: int) -> None:
    depth = 24 + (96 if version == 6 else 0)
    # A chain: zeros lead on, ones lead to a record of their own, the last node's zero to another.
    big = (1 << size) - 1000
    nodes = [(node + 1 if node < depth - 1 else big, big + 1 + node % 500) for node in range(depth)]
    path = tmp_path / "tree"
    path.write_bytes(b"".join(packed(left, right, size) for left, right in nodes))
    about: Any = SimpleNamespace(node_count=depth, record_size=size, ip_version=version)
    tree = Tree(path, about)
    above = depth - 24
    assert tree.record("0.0.0.77") == big
    assert tree.record("128.0.0.0") == big + 1 + above
    assert tree.record("0.0.1.0") == big + 1 + (above + 23) % 500
    assert tree.record("0.0.64.0") == big + 1 + (above + 17) % 500


def packed(left: int, right: int, size: int) -> bytes:
    if size != 28:
        return left.to_bytes(size // 8, "big") + right.to_bytes(size // 8, "big")
    middle = (left >> 24) << 4 | right >> 24
    return (left & 0xFFFFFF).to_bytes(3, "big") + bytes([middle]) + (right & 0xFFFFFF).to_bytes(3, "big")


def test_places_are_those_of_the_vendors_reader() -> None:
    path = shared("data/GeoLite2-City-Test.mmdb")
    geo = open_geo(path)
    with maxminddb.open_database(path) as reader:
        for before, address in pairwise(addresses(reader)):
            record: Any = reader.get(address) or {}
            assert geo.place(address).country == record.get("country", {}).get("iso_code")
            assert geo.place(before) == geo.place(before)
