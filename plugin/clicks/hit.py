"""One line of the journal: what is known of a hit at the moment it is answered; the rest is found out later."""

from __future__ import annotations

import msgspec


class Hit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A hit on a link, as the journal keeps it. Field names are short because every click carries them.

    `outcome` is sent, password, lead, expired, capped, paused, preview, page, or unknown: no such slug, `domain` and
    `count` only. `at` is Unix seconds. `visitor` and `burst` are hex of keyed hashes; the address is never here.
    `destination` is as the link's owner wrote it; `rule` (its number) or `variant` (its id) sent the visitor there.
    `brought` are labels of the short URL beside `utm_source`: the other four, and a platform's click id by its name
    alone.
    """

    at: float = msgspec.field(name="t")
    outcome: str = msgspec.field(name="o")
    location: int = msgspec.field(name="l", default=0)
    link: int = msgspec.field(name="k", default=0)
    domain: int = msgspec.field(name="d", default=0)
    count: int = msgspec.field(name="n", default=1)
    visitor: str = msgspec.field(name="v", default="")
    burst: str = msgspec.field(name="a", default="")
    method: str = msgspec.field(name="m", default="GET")
    purpose: str = msgspec.field(name="p", default="")
    user_agent: str = msgspec.field(name="u", default="")
    referrer: str = msgspec.field(name="r", default="")
    language: str = msgspec.field(name="g", default="")
    utm_source: str = msgspec.field(name="s", default="")
    hints: dict[str, str] = msgspec.field(name="h", default_factory=dict)
    country: str = msgspec.field(name="c", default="")
    region: str = msgspec.field(name="e", default="")
    city: str = msgspec.field(name="i", default="")
    contact: str = msgspec.field(name="x", default="")
    qr: bool = msgspec.field(name="q", default=False)
    destination: str = msgspec.field(name="y", default="")
    rule: int | None = msgspec.field(name="f", default=None)
    variant: str = msgspec.field(name="w", default="")
    brought: dict[str, str] = msgspec.field(name="b", default_factory=dict)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Hit)


def encode(hit: Hit) -> bytes:
    """One JSON object without newlines inside; raises msgspec.EncodeError where text holds lone surrogates."""
    return _encoder.encode(hit)


def decode(line: bytes) -> Hit:
    """The hit of a whole line; raises msgspec.DecodeError or ValidationError on anything else."""
    return _decoder.decode(line)
