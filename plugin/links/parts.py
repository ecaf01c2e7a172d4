"""What a link may show before it sends a visitor on: a form, a preview, pixels, as its published copy holds them."""

from __future__ import annotations

from typing import Literal

import msgspec

FieldKind = Literal["name", "email", "phone", "text"]


class LeadField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question of a form; `name` is what the answer is kept under, `label` what the visitor reads."""

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False


class LeadForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A form to fill in first. All of it is text and no markup; an empty `button` leaves the word to the page."""

    headline: str
    fields: tuple[LeadField, ...]
    consent_text: str | None = None
    button: str = ""


class Preview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What apps show of the link where it is posted; `image_url` is an https address."""

    title: str
    description: str = ""
    image_url: str | None = None


class Pixel(msgspec.Struct, frozen=True, kw_only=True):
    """One tracker of the account's own, by the id that its network gave; kinds are those of `plugin.links.pixels`."""

    kind: str
    id: str
