"""Two variants compared: the difference of their rates, and how sure it is that there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt
from typing import Any, Final

SURE: Final = 0.95
FEWEST: Final = 5  # of those who did and of those who did not, in each variant: below, the approximation is no good
TOO_FEW: Final = "Too few conversions to tell the variants apart yet."


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a split: its clicks, the different people among them, and how many of those converted."""

    name: str
    destination: str | None
    clicks: int
    visitors: int
    conversions: int

    @property
    def rate(self) -> float | None:
        """Those who converted of all; None without visitors."""
        return self.conversions / self.visitors if self.visitors else None


def certainty(one: Variant, other: Variant) -> float:
    """One minus the two-sided p-value of the two-proportion z-test with pooled variance.

    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3. It is 0 where either has no visitors.
    """
    if not (one.visitors and other.visitors):
        return 0.0
    pooled = (one.conversions + other.conversions) / (one.visitors + other.visitors)
    variance = pooled * (1 - pooled) * (1 / one.visitors + 1 / other.visitors)
    if variance <= 0:
        return 0.0
    z = abs(one.conversions / one.visitors - other.conversions / other.visitors) / sqrt(variance)
    return erf(z / sqrt(2))


def verdict(variants: Sequence[Variant]) -> dict[str, Any]:
    """The best against the next best, in numbers and in a sentence; `best` is None where nothing can be said yet."""
    ranked = sorted((each for each in variants if each.visitors), key=lambda each: each.rate or 0, reverse=True)
    if len(ranked) < 2 or not all(_has_enough(each) for each in ranked[:2]):  # noqa: PLR2004 - it takes two to compare
        return {"best": None, "difference": None, "certainty": None, "sentence": TOO_FEW}
    best, next_best = ranked[:2]
    difference, sure = (best.rate or 0) - (next_best.rate or 0), certainty(best, next_best)
    told = {"best": best.name, "difference": round(difference, 4), "certainty": round(sure, 4)}
    return {**told, "sentence": _sentence(best, next_best, sure)}


def _has_enough(variant: Variant) -> bool:
    return min(variant.conversions, variant.visitors - variant.conversions) >= FEWEST


def _sentence(best: Variant, other: Variant, sure: float) -> str:
    rates = f"{best.name} converts {best.rate:.1%} of its visitors, {other.name} {other.rate:.1%}"
    if sure >= SURE:
        return f"{rates}: a difference that chance would rarely make ({sure:.1%} sure)."
    return f"{rates}: that may still be chance ({sure:.0%} sure). Wait for more visitors."
