"""How sure a difference between variants is: against figures worked out by the book."""

from __future__ import annotations

import pytest

from plugin.reports.compare import TOO_FEW, Variant, certainty, verdict


def variant(name: str, visitors: int, conversions: int) -> Variant:
    return Variant(name, "https://example.com/", visitors, visitors, conversions)


# z = |p1-p2| / sqrt(p(1-p)(1/n1+1/n2)); the certainty is erf(z/sqrt 2): z = 1.96 → 0.95.
@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ((1000, 100), (1000, 130), 0.9644), ((100, 10), (100, 10), 0.0), ((100, 0), (100, 0), 0.0),
        ((0, 0), (100, 5), 0.0), ((100, 100), (100, 100), 0.0), ((500, 60), (500, 25), 0.9999),
    ],
)  # fmt: skip
def test_the_two_proportion_test(one: tuple[int, int], other: tuple[int, int], sure: float) -> None:
    assert certainty(variant("a", *one), variant("b", *other)) == pytest.approx(sure, abs=2e-4)


def test_too_few_conversions_say_so() -> None:
    for found in ([], [variant("a", 50, 20)], [variant("a", 50, 20), variant("b", 50, 4)], [variant("a", 0, 0)] * 2):
        assert verdict(found) == {"best": None, "difference": None, "certainty": None, "sentence": TOO_FEW}


def test_the_best_is_named_with_how_sure_that_is() -> None:
    told = verdict([variant("a", 1000, 100), variant("b", 1000, 130), variant("c", 1000, 50)])
    assert (told["best"], told["difference"]) == ("b", 0.03)
    assert "96.5% sure" in told["sentence"]
    assert "still be chance" in verdict([variant("a", 100, 10), variant("b", 100, 12)])["sentence"]
