"""An A/B split: `[{"destination": "https://…", "weight": 2}, …]`; a visitor of a link gets the same one every time.

Weighted rendezvous hashing: each variant draws for each visitor a number that depends on nothing but visitor, link and
variant, and the smallest number by weight wins. So no cookie is needed, and when one weight changes, visitors move to
or from that variant only. A variant is known by its `id`, which is made from its destination where none is given: who
sends ids back may mend a destination without moving anybody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from plugin.errors import Invalid
from plugin.routing.reading import Check, array, destination, plain, table, text

FEWEST: Final = 2
MOST: Final = 20
LARGEST_WEIGHT: Final = 1_000_000
ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
HASH_BYTES: Final = 16
ALL_BITS: Final = (1 << 8 * HASH_BYTES) - 1
LINK_BYTES: Final = 8
MINTED_BYTES: Final = 4
FRACTION_BITS: Final = 52  # so that (n + ½) / 2⁵² is exact, and never 0 or 1
FRACTIONS: Final = 1 << FRACTION_BITS
SPARE_BITS: Final = 8 * HASH_BYTES - FRACTION_BITS


@dataclass(frozen=True, slots=True)
class Variant:
    """One destination of a split; its share is its weight, whole or decimal, among all weights.

    `seed`, made from the id, makes its draws its own. It is odd: to multiply by it shuffles all numbers of HASH_BYTES.
    """

    id: str
    destination: str
    weight: float
    seed: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the seed."""
        object.__setattr__(self, "seed", _hash(self.id.encode()) | 1)


def parse(raw: Any, check: Check = plain, *, at: str = "split") -> tuple[Variant, ...]:
    """The variants of a JSON list; null and `[]` are no split. `check` says whether a destination is fit.

    Raises Invalid at the path of what is wrong: `too_few_variants`, `too_many_variants`, `weight_invalid`,
    `weights_zero`, `variant_twice`, `id_invalid`, `split_without_destination`.
    """
    given = array([] if raw is None else raw, at, MOST, "too_many_variants", "variants")
    if not given:
        return ()
    if len(given) < FEWEST:
        raise Invalid(at, "A split needs two destinations or more.", code="too_few_variants")
    rows = [table(one, f"{at}[{number}]", ("id", "destination", "weight")) for number, one in enumerate(given)]
    paths = [f"{at}[{number}]" for number in range(len(rows))]
    leads = [_leads(row, path, check) for row, path in zip(rows, paths, strict=True)]
    weights = [_weight(row.get("weight"), f"{path}.weight") for row, path in zip(rows, paths, strict=True)]
    if not any(weights):
        raise Invalid(at, "Give at least one destination a weight above 0.", code="weights_zero")
    ids = _ids(rows, leads, paths)
    return tuple(Variant(*parts) for parts in zip(ids, leads, weights, strict=True))


def pick(variants: Sequence[Variant], visitor_key: bytes, link_id: int) -> Variant:
    """The visitor's variant of this link; one of weight 0 is nobody's. `variants` have a weight above 0 among them."""
    # One hash for all draws: multiplied by two seeds, its highest bits have nothing to do with each other.
    asked = _hash(visitor_key + link_id.to_bytes(LINK_BYTES, "big"))
    chosen, least = variants[0], math.inf
    for variant in variants:
        drawn = _draw(variant, asked)
        if drawn < least:
            chosen, least = variant, drawn
    return chosen


def as_json(variants: Iterable[Variant]) -> list[dict[str, Any]]:
    """The JSON that `parse` reads, with ids."""
    return [{"id": one.id, "destination": one.destination, "weight": one.weight} for one in variants]


def _hash(said: bytes) -> int:
    return int.from_bytes(blake2b(said, digest_size=HASH_BYTES).digest(), "big")


def _draw(variant: Variant, asked: int) -> float:
    """-ln(u) / weight for a u in (0, 1): exponentially distributed, so the least of all is each one's by its share."""
    if not variant.weight:
        return math.inf
    number = (asked * variant.seed & ALL_BITS) >> SPARE_BITS
    return -math.log((number + 0.5) / FRACTIONS) / variant.weight


def _leads(row: Mapping[str, Any], at: str, check: Check) -> str:
    path = f"{at}.destination"
    if row.get("destination") in (None, ""):
        raise Invalid(path, "Say where this variant leads.", code="split_without_destination")
    return check(destination(row["destination"], path), path)


def _weight(raw: Any, at: str) -> float:
    fit = isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= LARGEST_WEIGHT
    if not fit:
        raise Invalid(at, f"Give a number from 0 to {LARGEST_WEIGHT:,}.", code="weight_invalid")
    weight: float = raw
    return weight


def _ids(rows: list[Mapping[str, Any]], leads: list[str], paths: list[str]) -> list[str]:
    given = [_given_id(row, f"{path}.id") for row, path in zip(rows, paths, strict=True)]
    taken: set[str] = set()
    for one, path in zip(given, paths, strict=True):
        if one in taken:
            raise Invalid(f"{path}.id", "Two variants have this id. Leave one of them out.", code="variant_twice")
        taken |= {one} if one else set()
    return [one or _mint(leads[number], taken) for number, one in enumerate(given)]


def _given_id(row: Mapping[str, Any], at: str) -> str | None:
    if row.get("id") is None:
        return None
    found = text(row["id"], at)
    if not ID.fullmatch(found):
        raise Invalid(at, "Use up to 40 letters, digits, - and _, or leave the id out.", code="id_invalid")
    return found


def _mint(lead: str, taken: set[str]) -> str:
    """An id made from a destination; where one destination stands twice, the second gets another."""
    said = lead.encode()
    while (minted := blake2b(said, digest_size=MINTED_BYTES).hexdigest()) in taken:
        said += b"\n"
    taken.add(minted)
    return minted
