"""A web address as people type or paste it, made into the one form that we keep and send visitors to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import idna

from plugin.fields import UNFIT

PORTS: Final = {"http": 80, "https": 443}
SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# What may stand in a path or query as it is (RFC 3986, and what browsers leave alone); the rest is escaped as UTF-8.
KEPT: Final = "%!$&'()*+,;=:@/?-._~[]|^"


class NotAnAddress(ValueError):
    """The text is no web address; `code` is `scheme` or `invalid`, and the message says what to do."""

    def __init__(self, message: str, code: str = "invalid") -> None:
        super().__init__(message)
        self.message, self.code = message, code


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http(s) address: `host` in ASCII and lower case, with its port unless it is the scheme's own."""

    scheme: str
    host: str
    rest: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.rest}"


def read_address(text: str) -> WebAddress:
    """Read what was typed; `https://` is added where no scheme stands.

    Octets that are percent-encoded already are the destination's own affair and stay as they are.
    Raises NotAnAddress for other schemes, control characters, text that is no UTF-8, user names, hosts that are none.
    """
    text = text.strip(" \t\r\n\u00a0")
    if UNFIT.search(text):
        raise NotAnAddress("Leave out control characters and line breaks.")
    # Browsers read a backslash as a slash; so must we, or the host that we check is not the one they visit.
    before, mark, after = _with_scheme(text).partition("?")
    try:
        parts = urlsplit(before.replace("\\", "/") + mark + after)
        port = parts.port
    except ValueError as fault:
        raise NotAnAddress("This does not look like a web address.") from fault
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress("Leave out the user name and password before the @.")
    host = read_host(parts.hostname or "")
    if port is not None and port != PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return WebAddress(parts.scheme, host, _rest(parts.path, parts.query, parts.fragment))


def read_host(text: str) -> str:
    """A host name or IP address in ASCII and lower case, an IPv6 one in brackets. Raises NotAnAddress."""
    if ":" in text and "%" not in text:
        return f"[{_ip(ipaddress.IPv6Address, text)}]"
    name = _name(unquote(text))
    # Browsers also take 2130706433, 0177.0.0.1 and 0x7f.1 for addresses; no person means to write one so.
    if re.fullmatch(r"[0-9.]+|(?:.*\.)?0x[0-9a-f]*", name):
        return _ip(ipaddress.IPv4Address, name)
    return name


def _name(text: str) -> str:
    try:
        return idna.encode(text, uts46=True, transitional=False).decode().lower().rstrip(".")
    except (idna.IDNAError, UnicodeError):
        return _plain_name(text.lower().rstrip("."))


def _with_scheme(text: str) -> str:
    found = SCHEME.match(text)
    if found and found[1].lower() in PORTS:
        if not re.match(r"[/\\]{2}[^/\\]", text[found.end() :]):
            raise NotAnAddress("A web address has two slashes after https: and then a name.")
        return text
    # `example.com:8080/x` is a host with its port, not a scheme.
    if found and not ("." in found[1] and re.match(r"[0-9]{1,5}(?:[/?#]|$)", text[found.end() :])):
        raise NotAnAddress("Only addresses that start with https:// or http:// can be linked to.", "scheme")
    text = text.removeprefix("//")
    if "." not in re.split(r"[/\\?#:]", text, maxsplit=1)[0]:
        raise NotAnAddress("This does not look like a web address. It should start with https://.")
    return f"https://{text}"


def _ip(kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address], text: str) -> str:
    try:
        return str(kind(text))
    except ValueError as fault:
        raise NotAnAddress("This host is not a name and not an IP address as they are usually written.") from fault


def _plain_name(name: str) -> str:
    # Host names that IDNA refuses and DNS knows: those with underscores, or with hyphens in places of their own.
    if len(name) > 253 or not re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", name):  # noqa: PLR2004 - RFC 1035
        raise NotAnAddress("This host is not a name that the web knows.")
    return name


def _rest(path: str, query: str, fragment: str) -> str:
    written = quote(path, safe=KEPT)
    if query:
        written += f"?{quote(query, safe=KEPT)}"
    return written + (f"#{quote(fragment, safe=KEPT)}" if fragment else "")
