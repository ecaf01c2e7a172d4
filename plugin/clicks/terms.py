"""The terms of a location as its visitors meet them: plan, brand, suspension, and the secret of its visitors' keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

PRIMARY: Final = "#4f46e5"
# In place of a plan's name where it has lapsed: no price list has it, so nothing that is paid is awake.
LAPSED: Final = "lapsed"
COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose page it is. `logo_url` is an https address or None, `primary` a colour as #rrggbb."""

    name: str = ""
    logo_url: str | None = None
    primary: str = PRIMARY

    @property
    def logo_origin(self) -> str:
        """What a page's policy must allow for the logo to be seen; empty where there is none."""
        return "https://" + urlsplit(self.logo_url).netloc if self.logo_url else ""


NEUTRAL: Final = Brand()


@dataclass(frozen=True, slots=True)
class Terms:
    """One location's terms; `secret` makes its visitors' keys."""

    location_id: int
    plan: str = "starter"
    secret: bytes = b""
    suspended: bool = False
    brand: Brand = field(default=NEUTRAL)


def brand_from(published: Mapping[str, Any]) -> Brand:
    """The brand of a row of terms; what could not be shown safely is left at its default."""
    colors = published.get("colors")
    primary = colors.get("primary") if isinstance(colors, Mapping) else None
    name, logo = published.get("name"), published.get("logo_url")
    return Brand(
        name[:80] if isinstance(name, str) else "",
        logo if isinstance(logo, str) and _is_picture_address(logo) else None,
        primary.lower() if isinstance(primary, str) and COLOR.fullmatch(primary) else PRIMARY,
    )


def _is_picture_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # The host stands in a header and a policy: nothing that could end a directive there.
    return parts.scheme == "https" and re.fullmatch(r"[A-Za-z0-9.:\-]+", parts.netloc) is not None
