"""A tenant's colour as its pages wear it: every text on it, and it as text, readable at 4.5 to 1 or better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

READABLE: Final = 4.5  # WCAG 2.2, 1.4.3
SEEN: Final = 3.0  # WCAG 2.2, 1.4.11
WHITE: Final = (255, 255, 255)
BLACK: Final = (0, 0, 0)
PAPER: Final = WHITE
NIGHT: Final = (21, 21, 27)
STEPS: Final = 20
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shades:
    """As #rrggbb: a button's `fill`, the `ink` on it, a `soft` tint, and `tone`, a text on paper and on the tint."""

    fill: str
    ink: str
    soft: str
    tone: str


@lru_cache(maxsize=1024)
def shades(primary: str, *, dark: bool) -> Shades:
    """The shades of `#rrggbb` on light paper, or on dark."""
    brand = _read(primary)
    paper, towards = (NIGHT, WHITE) if dark else (PAPER, BLACK)
    fill = _until(brand, towards, SEEN, paper) if dark else brand
    soft = _mix(brand, paper, 0.78 if dark else 0.91)
    ink = WHITE if contrast(fill, WHITE) >= READABLE else BLACK
    tone = _until(_until(brand, towards, READABLE, soft), towards, READABLE, paper)
    return Shades(_write(fill), _write(ink), _write(soft), _write(tone))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _until(color: Rgb, towards: Rgb, ratio: float, against: Rgb) -> Rgb:
    mixed = (_mix(color, towards, step / STEPS) for step in range(STEPS + 1))
    return next((each for each in mixed if contrast(each, against) >= ratio), towards)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(color: Rgb) -> float:
    parts = (part / 255 for part in color)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004 - the formula's own
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _write(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
