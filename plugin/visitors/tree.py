"""The search tree of a MaxMind DB file, walked for IPv4 addresses without reading what is said of them.

Reading a city's record takes five times as long as finding it, and many networks share one: who knows the number of
the record may know the place already. The format is described at maxmind.github.io/MaxMind-DB.
"""

from __future__ import annotations

import mmap
from array import array
from pathlib import Path
from socket import inet_aton
from struct import Struct
from typing import Final, NamedTuple

import maxminddb

DEPTH: Final = 16  # bits that are walked once, when the file is opened
BITS: Final = 32
BITS_TO_IPV4: Final = 96  # in a file of IPv6, IPv4 addresses lie below as many zeros
WORD: Final = Struct(">I").unpack_from


class Nodes(NamedTuple):
    """Nodes of one size: two record numbers, read as the first and the last four bytes of `width`.

    The left number is the first word shifted by `shift`, below the bits of it that `high` has; the right one is what
    `right` leaves of the last word.
    """

    width: int
    shift: int
    high: int
    right: int


# By the bits of a number. The middle byte of seven holds the highest four bits of both.
NODES: Final = {
    24: Nodes(6, 8, 0, 0x00FFFFFF),
    28: Nodes(7, 8, 0xF0, 0x0FFFFFFF),
    32: Nodes(8, 0, 0, 0xFFFFFFFF),
}


class Tree:
    """One file's tree. Raises OSError where it cannot be read, KeyError where its nodes are of an unknown size."""

    def __init__(self, path: Path, about: maxminddb.reader.Metadata) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._count = about.node_count
        self._nodes = NODES[about.record_size]
        root = self._walk(0, 0, BITS_TO_IPV4) if about.ip_version == 6 else 0  # noqa: PLR2004 - as in IPv6
        self._tops = self._walk_once(root)

    def record(self, address: str) -> int:
        """A number that stands for what is said of a dotted IPv4 address; the same number, the same record.

        Raises OSError for text that is no address, struct.error where the file is broken.
        """
        number = int.from_bytes(inet_aton(address), "big")
        top = self._tops[number >> DEPTH]
        return self._walk(top, number, BITS - DEPTH) if top < self._count else top

    def _walk_once(self, root: int) -> array[int]:
        level = array("Q", (root,))
        for _ in range(DEPTH):
            level = array("Q", (self._walk(node, bit, 1) for node in level for bit in (0, 1)))
        return level

    def _walk(self, node: int, number: int, bits: int) -> int:
        """Where the lowest `bits` bits of a number lead from a node, or how far that goes. One loop, for speed."""
        count, octets, (width, shift, high, right) = self._count, self._bytes, self._nodes
        bit = 1 << bits >> 1
        while bit and node < count:
            if number & bit:
                (word,) = WORD(octets, node * width + width - 4)
                node = word & right
            else:
                (word,) = WORD(octets, node * width)
                node = word >> shift | (word & high) << 20
            bit >>= 1
        return node
