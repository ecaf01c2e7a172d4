"""A hit as one line of bounded length that PostgreSQL will take as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from plugin.clicks.hit import Hit, encode

LINE_BYTES: Final = 8192
CLIPS: Final = (1024, 512, 128, 32)  # characters left of each text of a line that would be too long
NUL: Final = b"\\u0000"  # as JSON writes it; PostgreSQL refuses it in text


def line_of(hit: Hit) -> bytes:
    """The hit as JSON with its newline, at most LINE_BYTES long; lone surrogates and NULs become U+FFFD."""
    try:
        line = encode(hit)
    except UnicodeEncodeError:
        return line_of(_reworded(hit, _clean))
    if NUL in line and "\0" in "".join(_texts(hit)):
        return line_of(_reworded(hit, _clean))
    for length in CLIPS:
        if len(line) < LINE_BYTES:
            break
        line = encode(_reworded(hit, lambda text, length=length: text[:length]))  # type: ignore[misc]
    return line + b"\n"


def _texts(hit: Hit) -> list[str]:
    values = list(msgspec.structs.astuple(hit))
    dicts = (text for said in (hit.hints, hit.brought) for pair in said.items() for text in pair)
    return [value for value in (*values, *dicts) if isinstance(value, str)]


def _clean(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _reworded(hit: Hit, word: Callable[[str], str]) -> Hit:
    changed: dict[str, Any] = {
        name: word(value) for name, value in msgspec.structs.asdict(hit).items() if isinstance(value, str)
    }
    for name in ("hints", "brought"):
        changed[name] = {word(key): word(value) for key, value in list(getattr(hit, name).items())[:8]}
    return msgspec.structs.replace(hit, **changed)
