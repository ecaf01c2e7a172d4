"""What one request says about who is clicking, and the keys that stand for them once the address is forgotten."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Network = IPv4Network | IPv6Network

METHOD_LENGTH = 16
USER_AGENT_LENGTH = 512
REFERRER_LENGTH = 1024
QUERY_LENGTH = 4096
HINT_LENGTH = 256
PARAMETERS = 100
KEY_BYTES = 16
PURPOSE_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
URL_SAFE = "%!$&'()*+,-./:;=?@_~[]"  # what a query may hold as it stands; all else is percent-encoded

_CONTACT = re.compile(r"[A-Za-z0-9]{8,40}", re.ASCII)
_PACKAGE = re.compile(r"[A-Za-z]\w*(\.\w+)+", re.ASCII)
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$)|$)){4}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Proxies(tuple[Network, ...]):
    """Proxies whose word is taken. Its hash is its identity: hashing each network would be felt on every click."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Hints(NamedTuple):
    """User-agent client hints as they were sent (wicg.github.io/ua-client-hints); empty where a header is absent."""

    brands: str = ""
    mobile: str = ""
    platform: str = ""
    platform_version: str = ""
    model: str = ""


NO_HINTS = Hints()


class Visitor(msgspec.Struct, frozen=True):
    """What one request says. `address` is for looking up the place and making keys: it is never stored."""

    address: str = ""
    user_agent: str = ""
    method: str = "GET"
    referrer: str = ""
    language: str = ""
    query: str = ""  # as it came, printable ASCII
    hints: Hints = NO_HINTS
    purpose: str = ""  # what the browser says the request is for: `prefetch`, `preview`; in lower case
    contact: str | None = None  # a claim, from ?c=
    qr: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """The query's parameters, decoded; of a repeated name the first counts; at most 100 are read."""
        return parameters_of(self.query)


def visitor_from_environ(environ: Mapping[str, Any], trusted_proxies: tuple[Network, ...] = ()) -> Visitor:
    """The visitor of a WSGI request (PEP 3333). No input makes it raise; every field is bounded and printable.

    `X-Forwarded-For` counts only where the peer is in `trusted_proxies`. An Android app's web view names its
    package in `X-Requested-With`; where no referrer is sent that is told as `android-app://<package>/`.
    """
    get = environ.get
    query = get("QUERY_STRING") or ""
    contact, qr = None, False
    if query:
        query = _query(query)
        contact, qr = _claims(query)
    return Visitor(
        _address(get("REMOTE_ADDR") or "", get("HTTP_X_FORWARDED_FOR"), trusted_proxies),
        _text(get("HTTP_USER_AGENT"), USER_AGENT_LENGTH),
        (get("REQUEST_METHOD") or "GET")[:METHOD_LENGTH],
        _text(get("HTTP_REFERER"), REFERRER_LENGTH) or _app_referrer(get("HTTP_X_REQUESTED_WITH")),
        _text(get("HTTP_ACCEPT_LANGUAGE"), HINT_LENGTH),
        query,
        _hints(environ),
        _purpose(environ),
        contact,
        qr,
    )


def parameters_of(query: str) -> dict[str, str]:
    """The parameters of a query string, decoded; of a repeated name the first counts; at most 100 are read."""
    if not query:
        return {}
    bounded = "&".join(query.split("&", PARAMETERS)[:PARAMETERS])
    pairs = parse_qsl(bounded, keep_blank_values=True, errors="replace")
    return dict(reversed(pairs))


def visitor_secret(secret: str, salt: bytes) -> bytes:
    """A location's own 32-byte visitor secret: HKDF-SHA-256 (RFC 5869) of VISITOR_SECRET with the location's salt."""
    return HKDF(SHA256(), 32, salt, b"visitor").derive(secret.encode())


def visitor_key(secret: bytes, address: str, user_agent: str) -> bytes:
    """16 bytes that stand for one visitor to one location, from which the address cannot be had back."""
    return _key(_keyed(secret), f"{address}\n{user_agent}")


def daily_address_key(secret: bytes, day: date, address: str) -> bytes:
    """16 bytes that stand for an address on one day, for seeing bursts; kept one hour."""
    return _key(_of_day(secret, day), address)


def _key(keyed: hmac.HMAC, said: str) -> bytes:
    made = keyed.copy()
    made.update(said.encode(errors="replace"))
    return made.digest()[:KEY_BYTES]


@lru_cache(maxsize=4096)
def _keyed(secret: bytes) -> hmac.HMAC:
    # Copying it halves the cost of a key: the secret's own blocks are hashed once.
    return hmac.new(secret, digestmod="sha256")


@lru_cache(maxsize=4096)
def _of_day(secret: bytes, day: date) -> hmac.HMAC:
    return hmac.new(secret, f"address\n{day.isoformat()}\n".encode(), "sha256")


def _text(value: object, length: int) -> str:
    """A header's text: PEP 3333 hands us latin-1, people write UTF-8."""
    if not isinstance(value, str) or not value:
        return ""
    text = value[:length]
    if text.isascii() and text.isprintable():
        return text
    try:
        text = text.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a server that decoded it already
        text = value[:length]
    return _UNPRINTABLE.sub("", text)


def _query(value: str) -> str:
    text = value[:QUERY_LENGTH]
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    return quote(text.encode("latin-1", "replace"), safe=URL_SAFE)[:QUERY_LENGTH]


def _claims(query: str) -> tuple[str | None, bool]:
    """The contact that `?c=` claims, and whether `?q=1` says the link was scanned."""
    if "c=" not in query and "q=1" not in query:
        return None, False
    said = parameters_of(query)
    contact = said.get("c", "")
    return (contact if _CONTACT.fullmatch(contact) else None), said.get("q") == "1"


def _app_referrer(package: object) -> str:
    if isinstance(package, str) and _PACKAGE.fullmatch(package[:HINT_LENGTH]):
        return f"android-app://{package}/"
    return ""


def _hints(environ: Mapping[str, Any]) -> Hints:
    get = environ.get
    platform = get("HTTP_SEC_CH_UA_PLATFORM")
    brands = get("HTTP_SEC_CH_UA")
    if not platform and not brands:
        return NO_HINTS
    return Hints(
        _text(brands, HINT_LENGTH),
        _text(get("HTTP_SEC_CH_UA_MOBILE"), HINT_LENGTH),
        _text(platform, HINT_LENGTH),
        _text(get("HTTP_SEC_CH_UA_PLATFORM_VERSION"), HINT_LENGTH),
        _text(get("HTTP_SEC_CH_UA_MODEL"), HINT_LENGTH),
    )


def _purpose(environ: Mapping[str, Any]) -> str:
    for header in PURPOSE_HEADERS:
        if header in environ:
            return _text(environ[header], HINT_LENGTH).lower()
    return ""


def _address(peer: str, forwarded: object, trusted: tuple[Network, ...]) -> str:
    """The visitor's address: walking from the right, the first hop that is not a proxy of ours."""
    found = plain_address(peer)
    if not trusted or not isinstance(forwarded, str) or not _is_trusted(found, trusted):
        return found
    hops = forwarded[-QUERY_LENGTH:].split(",")
    while hops:
        address = plain_address(hops.pop().strip())
        if not address:  # garbage: what stands left of it can be anybody's
            return found
        found = address
        if hops and not _is_trusted(address, trusted):
            return found
    return found


@lru_cache(maxsize=4096)
def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    if not address:
        return False
    parsed = ip_address(address)
    return any(parsed in network for network in trusted)


def plain_address(text: str) -> str:
    """An address in its one spelling, without port, zone and brackets, an IPv4-mapped one as IPv4; "" if it is none."""
    return text if _IPV4.fullmatch(text) else _unusual_address(text)


@lru_cache(maxsize=4096)
def _unusual_address(text: str) -> str:
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        parsed: IPv4Address | IPv6Address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)
