"""How the API reads and writes parts of a link: a form, a preview, pixels, and what its clicks do in the CRM."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from plugin.fields import Text
from plugin.links.parts import FieldKind
from plugin.links.pixels import BY_KIND, PIXELS

LONGEST_ADDRESS: Final = 2_048
MOST_PIXELS: Final = len(PIXELS)
FIELD_KINDS: Final = get_args(FieldKind)
# A lead has one of each of these, so a form may ask for each once.
ONCE: Final = ("name", "email", "phone")


class LeadFieldSchema(Schema):
    """One question; `name` is what its answer is kept under."""

    name = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[a-z][a-z0-9_]{0,39}\Z", error="Use up to 40 of a to z, 0 to 9 and _, a letter first."
        ),
    )
    label = Text(longest=80, blank=False, required=True)
    kind = fields.String(load_default="text", validate=validate.OneOf(FIELD_KINDS))
    required = fields.Boolean(truthy={True}, falsy={False}, load_default=False)


def _told_apart(given: Iterable[Mapping[str, Any]]) -> None:
    asked = [*given]
    names = [one["name"] for one in asked]
    if len({*names}) < len(names):
        raise ValidationError("Give each field a name of its own.")
    for kind in ONCE:
        if sum(one["kind"] == kind for one in asked) > 1:
            raise ValidationError(f"Ask for one {kind} only.")


class LeadFormSchema(Schema):
    """A form that visitors fill in before they are sent on. All of it is text; a blank button says Continue."""

    headline = Text(longest=120, blank=False, required=True)
    fields_ = fields.List(
        fields.Nested(LeadFieldSchema),
        required=True,
        data_key="fields",
        attribute="fields",
        validate=[validate.Length(1, 8), _told_apart],
    )
    consent_text = Text(longest=500, allow_none=True, load_default=None)
    button = Text(longest=40, load_default="")


class PreviewSchema(Schema):
    """What apps show of the link where it is posted; people never see it."""

    title = Text(longest=120, blank=False, required=True)
    description = Text(longest=300, load_default="")
    image_url = Text(longest=LONGEST_ADDRESS, allow_none=True, load_default=None)


class PixelSchema(Schema):
    """A network's pixel, by the id that the network gave."""

    kind = fields.String(required=True, validate=validate.OneOf([*BY_KIND]))
    id = Text(longest=40, required=True)

    @validates_schema
    def fits(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse an id that is not written as its network writes them."""
        kind = BY_KIND[data["kind"]]
        if not kind.pattern.fullmatch(data["id"]):
            raise ValidationError(f"An id of {kind.label} is {kind.looks}.", "id")


class AutomationsSchema(Schema):
    """What clicks on this link do in the CRM where that is not as the account has it; null is as the account has it.

    Only a link can ask for a workflow. Tags it asks for by `crm_tags`.
    """

    sync = fields.Boolean(truthy={True}, falsy={False}, allow_none=True)
    note = fields.Boolean(truthy={True}, falsy={False}, allow_none=True)
    lead = fields.Boolean(truthy={True}, falsy={False}, allow_none=True)
    workflow_id = fields.String(
        allow_none=True,
        validate=validate.Regexp(r"[A-Za-z0-9_-]{1,64}\Z", error="This is not the id of a workflow of your CRM."),
        metadata={"description": "The CRM's id of the workflow that who clicks is put into"},
    )

    @post_load
    def without_blanks(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out what says nothing."""
        return {name: value for name, value in data.items() if value is not None}


def once_each(pixels: Iterable[Mapping[str, Any]]) -> None:
    """Refuse a pixel that stands twice, by marshmallow's ValidationError."""
    ids = [(one["kind"], one["id"]) for one in pixels]
    if len({*ids}) < len(ids):
        raise ValidationError("Give each pixel once.")
