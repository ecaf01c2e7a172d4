"""Who opens links faster than people do: hits of one address, and which of them a machine made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

# A mail scanner opens every link of a mail at once. So does nobody: five links in ten seconds by one browser on behalf
# of one contact is more than a person taps. People behind one address (an office, a carrier) differ in their browsers
# or in the contact that their link names; where neither is known, ten different links of one account in ten seconds is
# beyond what such a crowd does. A crowd on ONE link, the code on a hall's screen, is people, however many come at once.
SWEEP_S: Final = 10.0
LINKS_OF_A_BROWSER: Final = 5
LINKS_OF_AN_ADDRESS: Final = 10
# Something that guards a mailbox or a desk opens the link beside its owner, with another user agent. It is told from
# two people behind one address by the contact that both name; the same browser twice is a double tap.
TWICE_S: Final = 2.0


class Seen(NamedTuple):
    """A hit that is no known machine's: the number `n` in the batch at hand, or `seq` of an earlier one; Unix seconds.

    `burst` is the key of the address, `visitor` the key, or its number, of address and user agent together.
    """

    n: int | None
    seq: int | None
    location_id: int
    burst: bytes
    visitor: bytes | int
    contact: str | None
    link_id: int
    at: float


def scanners(seen: Iterable[Seen]) -> set[Seen]:
    """The hits that a scanner made, among those of some addresses around a moment, in any order.

    More hits only ever add to what is found by sweeps, so that it does not matter in which pieces they come.
    """
    found: set[Seen] = set()
    addresses: dict[object, list[Seen]] = defaultdict(list)
    for hit in sorted(seen, key=lambda hit: (hit.at, hit.n is not None, hit.seq or 0, hit.n or 0)):
        addresses[hit.location_id, hit.burst, hit.contact].append(hit)
    for hits in addresses.values():
        found.update(_sweeps(hits, LINKS_OF_AN_ADDRESS))
        browsers: dict[bytes | int, list[Seen]] = defaultdict(list)
        for hit in hits:
            browsers[hit.visitor].append(hit)
        for own in browsers.values():
            found.update(_sweeps(own, LINKS_OF_A_BROWSER))
        if hits[0].contact is not None:
            found.update(_seconds([hit for hit in hits if hit not in found]))
    return found


def _sweeps(hits: list[Seen], least: int) -> Iterator[Seen]:
    """Each hit within SWEEP_S seconds in which `least` different links were opened; `hits` in the order of time."""
    links: Counter[int] = Counter()
    start = told = 0
    for end, hit in enumerate(hits):
        links[hit.link_id] += 1
        while hit.at - hits[start].at > SWEEP_S:
            links[hits[start].link_id] -= 1
            if not links[hits[start].link_id]:
                del links[hits[start].link_id]
            start += 1
        if len(links) >= least:
            yield from hits[max(start, told) : end + 1]
            told = end + 1


def _seconds(hits: list[Seen]) -> Iterator[Seen]:
    """Each hit that another browser followed at once on the same link: the one that came last is the person's."""
    followed: dict[int, tuple[Seen, Seen | None]] = {}
    for hit in reversed(hits):
        last, other = followed.get(hit.link_id, (None, None))
        if last is not None and last.visitor != hit.visitor:
            other = last
        if other is not None and other.at - hit.at <= TWICE_S:
            yield hit
        followed[hit.link_id] = (hit, other)
