"""Whatever colour a tenant chooses, what stands on it and what is written in it can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugin.clicks.palette import NIGHT, PAPER, READABLE, SEEN, contrast, shades

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def rgb(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


@given(colors)
def test_every_colour_can_be_read_on_paper_and_at_night(primary: str) -> None:
    for dark, paper in ((False, PAPER), (True, NIGHT)):
        made = shades(primary, dark=dark)
        assert contrast(rgb(made.ink), rgb(made.fill)) >= READABLE
        assert contrast(rgb(made.tone), rgb(made.soft)) >= READABLE
        assert contrast(rgb(made.tone), paper) >= READABLE
    assert contrast(rgb(shades(primary, dark=True).fill), NIGHT) >= SEEN


def test_a_button_wears_the_very_colour_in_the_light() -> None:
    assert shades("#c2410c", dark=False).fill == "#c2410c"
    assert shades("#c2410c", dark=False).ink == "#ffffff"
    assert shades("#facc15", dark=False).ink == "#000000"


def test_contrast_is_the_standards() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 2) == 21
    assert round(contrast((255, 255, 255), (118, 118, 118)), 2) == 4.54
