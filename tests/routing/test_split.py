"""An A/B split keeps its shares, keeps its visitors, and moves only those it must."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.errors import Invalid
from plugin.routing import split
from plugin.routing.split import Variant
from tests.routing.clicks_made import untimed

VISITORS = [hashlib.sha256(b"%d" % number).digest()[:16] for number in range(100_000)]
LINK = 77


def variants(*weights: float) -> tuple[Variant, ...]:
    return split.parse([{"destination": f"https://example.com/{n}", "weight": w} for n, w in enumerate(weights)])


def picks(among: tuple[Variant, ...], visitors: list[bytes], link: int = LINK) -> list[str]:
    return [split.pick(among, visitor, link).id for visitor in visitors]


@pytest.mark.parametrize("weights", [(50, 50), (70, 30), (1, 2, 3, 4), (33.3, 33.3, 33.4), (1, 99), (0, 1, 1)])
def test_shares_are_within_a_percent_of_the_weights_over_a_hundred_thousand_visitors(
    weights: tuple[float, ...],
) -> None:
    among = variants(*weights)
    counted = Counter(picks(among, VISITORS))
    for variant, weight in zip(among, weights, strict=True):
        assert abs(counted[variant.id] / len(VISITORS) - weight / sum(weights)) < 0.01
    assert sum(counted.values()) == len(VISITORS)


def test_a_visitor_gets_the_same_variant_every_time_and_not_the_same_on_every_link() -> None:
    among = variants(1, 1)
    assert picks(among, VISITORS[:100]) == picks(variants(1, 1), VISITORS[:100])
    moved = sum(
        a != b for a, b in zip(picks(among, VISITORS[:2000]), picks(among, VISITORS[:2000], LINK + 1), strict=True)
    )
    assert 800 < moved < 1200


def test_a_raised_weight_draws_only_its_share_from_the_others() -> None:
    before, after = picks(variants(1, 1, 1), VISITORS), picks(variants(1, 1, 2), VISITORS)
    raised = variants(1, 1, 2)[2].id
    moved = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    assert {now for _, now in moved} == {raised}
    assert abs(len(moved) / len(VISITORS) - (2 / 4 - 1 / 3)) < 0.01


WEIGHTS = st.lists(st.integers(1, 1000) | st.floats(0.01, 1000), min_size=2, max_size=8)


@untimed
@given(WEIGHTS, st.data(), st.floats(0, 2000), st.binary(max_size=40))
def test_changing_one_weight_moves_visitors_only_to_or_from_it(
    weights: list[float], data: st.DataObject, other: float, visitor: bytes
) -> None:
    place = data.draw(st.integers(0, len(weights) - 1))
    changed = [other if number == place else weight for number, weight in enumerate(weights)]
    was = split.pick(variants(*weights), visitor, LINK).id
    now = split.pick(variants(*changed), visitor, LINK).id
    name = variants(*weights)[place].id
    if was != now:
        assert (now == name) if other > weights[place] else (was == name)


@untimed
@given(WEIGHTS, st.randoms(use_true_random=False), st.binary(min_size=1, max_size=16))
def test_reordering_moves_nobody_and_removing_moves_only_its_own(
    weights: list[float], random: Any, visitor: bytes
) -> None:
    among = variants(*weights)
    shuffled = [*among]
    random.shuffle(shuffled)
    was = split.pick(among, visitor, LINK)
    assert split.pick(shuffled, visitor, LINK) == was
    gone = random.choice(among)
    without = [variant for variant in among if variant is not gone]
    if was is not gone:
        assert split.pick(without, visitor, LINK) == was


def test_who_sends_the_id_back_may_mend_a_destination_without_moving_anybody() -> None:
    before = split.parse(
        [{"destination": "https://a.example/", "weight": 1}, {"destination": "https://b.exmple/", "weight": 1}]
    )
    sent_back = split.as_json(before)
    sent_back[1]["destination"] = "https://b.example/"
    after = split.parse(sent_back)
    assert picks(before, VISITORS[:500]) == picks(after, VISITORS[:500])
    assert split.parse(split.as_json(after)) == after


def test_one_destination_may_stand_twice_and_keeps_both_shares() -> None:
    same = [{"destination": "https://a.example/", "weight": 1}] * 2
    one, two = split.parse(same)
    assert one.id != two.id
    mended = [{"id": one.id, "destination": "https://b.example/", "weight": 1}, same[0]]
    assert len({variant.id for variant in split.parse(mended)}) == 2


def rows(*weights: Any) -> list[dict[str, Any]]:
    return [{"destination": f"https://example.com/{n}", "weight": w} for n, w in enumerate(weights)]


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ({}, "split", "not_a_list"),
        (rows(1), "split", "too_few_variants"),
        (rows(*[1] * 21), "split", "too_many_variants"),
        (rows(0, 0), "split", "weights_zero"),
        (rows(0.0, 0), "split", "weights_zero"),
        (rows(1, -1), "split[1].weight", "weight_invalid"),
        (rows(1, float("nan")), "split[1].weight", "weight_invalid"),
        (rows(1, float("inf")), "split[1].weight", "weight_invalid"),
        (rows(1, 10**400), "split[1].weight", "weight_invalid"),
        (rows("1", 1), "split[0].weight", "weight_invalid"),
        (rows(True, 1), "split[0].weight", "weight_invalid"),
        (rows(None, 1), "split[0].weight", "weight_invalid"),
        ([{"weight": 1}, *rows(1)], "split[0].destination", "split_without_destination"),
        ([{**rows(1)[0], "id": "a"}] * 2, "split[1].id", "variant_twice"),
        ([{**rows(1)[0], "id": "a b"}, *rows(1)], "split[0].id", "id_invalid"),
        ([{**rows(1)[0], "share": 1}, *rows(1)], "split[0].share", "field_unknown"),
    ],
)  # fmt: skip
def test_a_split_that_cannot_be_is_refused_at_its_place(raw: Any, field: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        split.parse(raw)
    assert (caught.value.details["field"], caught.value.code) == (field, code)


def test_no_split_is_no_split() -> None:
    assert split.parse(None) == split.parse([]) == ()
