"""What a visitor's browser runs for each network's pixel: one file a kind, and SNIPPETS, the tuple that lists them.

The ids are those that `plugin.links.pixels` lets through. A snippet is ours: it calls `load(address)` for the network's
own script, and queues what that is to tell once it is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, Protocol

from plugin.clicks.pixels import google, linkedin, meta, pinterest, tiktok, x
from plugin.links.parts import Pixel
from plugin.links.pixels import BY_KIND, PixelKind


class Snippet(Protocol):
    """One network's: `script` is JavaScript in which `ID` stands for the pixel's id as a JavaScript text."""

    kind: str
    script: str


SNIPPETS: Final[tuple[Snippet, ...]] = (meta, google, tiktok, linkedin, pinterest, x)
_SCRIPTS: Final = {snippet.kind: snippet.script.strip() for snippet in SNIPPETS}


def fit(pixels: Iterable[Pixel]) -> list[tuple[PixelKind, str]]:
    """Those that we know, each with its id; one that has not the form of its kind is left out."""
    known = [(BY_KIND[pixel.kind], pixel.id) for pixel in pixels if pixel.kind in BY_KIND]
    return [(kind, number) for kind, number in known if kind.kind in _SCRIPTS and kind.pattern.fullmatch(number)]


def script_of(pixels: Iterable[tuple[PixelKind, str]]) -> str:
    """The JavaScript of all of them, one after the other; none holds up another that fails."""
    return "\n".join(
        f"attempt(function (ID) {{\n{_SCRIPTS[kind.kind]}\n}}, {json.dumps(number)});" for kind, number in pixels
    )


def hosts_of(pixels: Iterable[tuple[PixelKind, str]]) -> tuple[str, ...]:
    """Where they load from and report to, each once."""
    return tuple(dict.fromkeys(host for kind, _ in pixels for host in kind.hosts))
