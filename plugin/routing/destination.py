"""The address a visitor is sent to: the destination, the link's UTM fields, and what the visitor brought along.

Works on the text as it stands: parameters, percent-encodings and the fragment that nobody touches arrive octet by
octet as they were. Of one name, the link's UTM beats the visitor's parameter, and that beats the destination's own: who
shares `short/x?ref=anna` means anna. Links elsewhere (Dub, Shlink) do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote, unquote_plus

from plugin.routing.utm import Utm
from plugin.visitors.visitor import URL_SAFE

LONGEST: Final = 8_192
# Ours: a contact, and the mark of a QR code. They are never passed on.
OWN: Final = frozenset({"c", "q"})


def with_utm(destination: str, utm: Utm) -> str:
    """The destination with these fields set: the first of a name is replaced in place, repeats go, new ones follow."""
    if not utm:
        return destination
    unset = {name: f"{name}={quote(value.encode(errors='replace'), safe='')}" for name, value in utm}
    names = frozenset(unset)

    def replaced(pairs: list[str]) -> list[str]:
        kept = [pair if name not in names else unset.pop(name, "") for pair, name in _named(pairs)]
        return [pair for pair, before in zip(kept, pairs, strict=True) if pair or not before] + [*unset.values()]

    return _with_pairs(destination, replaced)


def forwarded(url: str, query: str, utm: Utm) -> str:
    """The address with the visitor's parameters, save OWN and those that `utm` sets.

    Where that would be longer than LONGEST, the visitor's are left out and the address stays as it is.
    """
    ours = OWN.union(name for name, _ in utm)
    brought = [pair for pair, name in _named(_fit(query).split("&")) if pair and name not in ours]
    if not brought:
        return url
    replacing = {name for _, name in _named(brought)}
    longer = _with_pairs(url, lambda pairs: [pair for pair, name in _named(pairs) if name not in replacing] + brought)
    return longer if len(longer) <= LONGEST else url


def _with_pairs(url: str, change: Callable[[list[str]], list[str]]) -> str:
    before, hash_sign, fragment = url.partition("#")
    path, _, query = before.partition("?")
    pairs = change(query.split("&") if query else [])
    return path + ("?" + "&".join(pairs) if pairs else "") + hash_sign + fragment


def _named(pairs: Iterable[str]) -> list[tuple[str, str]]:
    """Each `name=value` as it stands, with its name decoded."""
    return [(pair, _decoded(pair.partition("=")[0])) for pair in pairs]


def _decoded(name: str) -> str:
    return unquote_plus(name) if "%" in name or "+" in name else name


def _fit(query: str) -> str:
    """A query as an address can hold it: what is no part of one is percent-encoded, what is encoded stays."""
    if query.isascii() and query.isprintable() and " " not in query and "#" not in query:
        return query
    return quote(query.encode(errors="replace"), safe=URL_SAFE)
