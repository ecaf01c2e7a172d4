"""Slugs: what staff may choose, what is minted, and what is offered instead of a taken one."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.errors import Invalid
from plugin.links.slugs import ALPHABET, RESERVED, alternatives, mint, own_slug

ALLOWED = string.ascii_letters + string.digits + "-_"


@given(st.text(ALLOWED, min_size=4, max_size=64).filter(lambda text: text.strip("-_") and text.lower() not in RESERVED))
def test_any_4_to_64_letters_digits_hyphens_and_underscores_are_a_slug_in_lower_case(text: str) -> None:
    assert own_slug(text) == text.lower()


@given(st.text())
def test_whatever_is_typed_gives_a_slug_that_reads_itself_again_or_a_refusal(text: str) -> None:
    try:
        slug = own_slug(text)
    except Invalid:
        return
    assert own_slug(slug) == slug
    assert slug.isascii()


@pytest.mark.parametrize(
    "text", ["abc", "a" * 65, "a b c", "sale!", "----", "slug\n", "\u212aelvin", "\u017fale", "sale/x", ""]
)
def test_what_cannot_be_typed_from_paper_is_no_slug(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        own_slug(text)
    assert refused.value.code == "slug_invalid"


@pytest.mark.parametrize("text", [*RESERVED, "Robots", "HEALTHZ"])
def test_words_of_the_short_domain_are_reserved(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        own_slug(text)
    assert refused.value.code == "slug_reserved"


def test_minted_slugs_are_seven_signs_without_look_alikes() -> None:
    slugs = {mint() for _ in range(500)}
    assert len(slugs) == 500
    assert all(len(slug) == 7 and own_slug(slug) == slug for slug in slugs)
    assert not set("".join(slugs)) & set("0o1il2z5s8buv")
    assert set("".join(slugs)) <= set(ALPHABET)


@given(st.text(string.ascii_lowercase + string.digits, min_size=4, max_size=64))
def test_alternatives_are_slugs_themselves(slug: str) -> None:
    offered = list(itertools.islice(alternatives(slug), 16))
    assert slug not in offered
    assert all(own_slug(each) == each for each in offered)
