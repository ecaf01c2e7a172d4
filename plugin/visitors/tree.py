"""The search tree of a MaxMind DB file, walked for IPv4 addresses without reading what is said of them.

Reading a city's record takes five times as long as finding it, and many networks share one: who knows the number of
the record may know the place already. The format is described at maxmind.github.io/MaxMind-DB.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Callable
from pathlib import Path
from socket import inet_aton
from typing import Final

import maxminddb

DEPTH: Final = 16  # bits that are walked once, when the file is opened
BITS: Final = 32
BITS_TO_IPV4: Final = 96  # in a file of IPv6, IPv4 addresses lie below as many zeros
NODE_BYTES: Final = {24: 6, 28: 7, 32: 8}
LOW: Final = 0x0FFFFFFF


class Tree:
    """One file's tree. Raises OSError where it cannot be read, KeyError where its nodes are of an unknown size."""

    def __init__(self, path: Path, about: maxminddb.reader.Metadata) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._count = about.node_count
        self._width = NODE_BYTES[about.record_size]
        self._step: Callable[[int, int], int] = self._step_28 if about.record_size == 28 else self._step_even  # noqa: PLR2004
        root = 0
        for _ in range(BITS_TO_IPV4 if about.ip_version == 6 else 0):  # noqa: PLR2004 - as in IPv6
            root = self._step(root, 0) if root < self._count else root
        self._tops = self._walk_once(root)

    def record(self, address: str) -> int:
        """A number that stands for what is said of a dotted IPv4 address; the same number, the same record.

        Raises OSError for text that is no address, IndexError where the file is broken.
        """
        number = int.from_bytes(inet_aton(address), "big")
        node, count, step = self._tops[number >> DEPTH], self._count, self._step
        bit = BITS - DEPTH
        while node < count and bit:
            bit -= 1
            node = step(node, number >> bit & 1)
        return node

    def _walk_once(self, root: int) -> array[int]:
        level = array("Q", (root,))
        for _ in range(DEPTH):
            level = array("Q", (self._below(node, bit) for node in level for bit in (0, 1)))
        return level

    def _below(self, node: int, bit: int) -> int:
        return self._step(node, bit) if node < self._count else node

    def _step_28(self, node: int, bit: int) -> int:
        """Nodes of seven bytes; the middle one holds the highest four bits of both sides."""
        start = node * 7
        if bit:
            return int.from_bytes(self._bytes[start + 3 : start + 7], "big") & LOW
        return int.from_bytes(self._bytes[start : start + 3], "big") | (self._bytes[start + 3] & 0xF0) << 20

    def _step_even(self, node: int, bit: int) -> int:
        half = self._width // 2
        start = node * self._width + bit * half
        return int.from_bytes(self._bytes[start : start + half], "big")
