"""How the API reads and writes links."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate

from plugin.fields import Id, Moment, Text
from plugin.links.dates import STATUSES
from plugin.links.find import SORTS
from plugin.links.kind_schemas import AmazonSchema, VcardSchema
from plugin.links.kinds import KINDS
from plugin.links.part_schemas import (
    MOST_PIXELS,
    AutomationsSchema,
    LeadFormSchema,
    PixelSchema,
    PreviewSchema,
    once_each,
)
from plugin.links.routing_schemas import AsSent, LinkRuleSchema, SplitVariantSchema, UtmSchema
from plugin.paging import PagingSchema

LONGEST_TITLE: Final = 200
# What is typed in full before blanks and repeats fall away; the verbs bound what is kept.
LONGEST_TAG: Final = 1_000
MOST_TAGS: Final = 50
MOST_CLICKS: Final = 1_000_000_000
STATUS_CODES: Final = (301, 302, 307)
NAMES: Final = tuple(kind.kind for kind in KINDS)
ORDERS: Final = tuple(sign + name for name in SORTS for sign in ("", "-"))


class Whole(fields.Integer):
    """A whole number: no text, no fraction, no true."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _validated(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("Give a whole number.")
        return value


class LinkWarningSchema(Schema):
    """What staff should know about a link."""

    code = fields.String(required=True)
    message = fields.String(required=True)


class LinkSchema(Schema):
    """A short link; `clicks` are people's, `bots` stand apart. Its password is never shown."""

    id = Id(required=True)
    slug = fields.String(required=True)
    domain = fields.String(required=True)
    short_url = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(NAMES))
    destination = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    paused = fields.Boolean(required=True)
    starts_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    expired_destination = fields.String(required=True, allow_none=True)
    click_limit = fields.Integer(required=True, allow_none=True)
    clicks_left = fields.Integer(required=True, allow_none=True)
    has_password = fields.Boolean(required=True)
    rules = fields.List(fields.Nested(LinkRuleSchema), required=True)
    keep_order = fields.Boolean(required=True)
    split = fields.List(fields.Nested(SplitVariantSchema), required=True)
    utm = fields.Nested(UtmSchema, required=True)
    forward_params = fields.Boolean(required=True)
    redirect_status = fields.Integer(required=True, validate=validate.OneOf(STATUS_CODES))
    lead_form = fields.Nested(LeadFormSchema, required=True, allow_none=True)
    preview = fields.Nested(PreviewSchema, required=True, allow_none=True)
    pixels = fields.List(fields.Nested(PixelSchema), required=True)
    pixel_consent = fields.Boolean(required=True)
    append_click_id = fields.Boolean(required=True)
    vcard = fields.Nested(VcardSchema, required=True, allow_none=True)
    amazon = fields.Nested(AmazonSchema, required=True, allow_none=True)
    tags = fields.List(Id(), required=True)
    crm_tags = fields.List(fields.String(), required=True)
    automations = fields.Nested(AutomationsSchema, required=True)
    campaign_id = Id(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)
    clicks = fields.Integer(required=True)
    bots = fields.Integer(required=True)
    warnings = fields.List(fields.Nested(LinkWarningSchema), required=True)


class LinkPatchSchema(Schema):
    """What may be changed of a link; `slug` and `kind` may be sent back as they are, null takes away."""

    # Read as they come: the verbs refuse them with codes of their own.
    slug = fields.String(allow_none=True)
    kind = fields.String(validate=validate.OneOf(NAMES))
    destination = fields.String()
    title = Text(longest=LONGEST_TITLE)
    paused = fields.Boolean(truthy={True}, falsy={False})
    starts_at = Moment(allow_none=True)
    expires_at = Moment(allow_none=True)
    expired_destination = fields.String(allow_none=True)
    click_limit = Whole(allow_none=True, validate=validate.Range(1, MOST_CLICKS))
    password = fields.String(allow_none=True, load_only=True, metadata={"minLength": 1, "maxLength": 128})
    rules = AsSent(LinkRuleSchema, many=True, allow_none=True)
    keep_order = fields.Boolean(truthy={True}, falsy={False})
    split = AsSent(SplitVariantSchema, many=True, allow_none=True)
    utm = AsSent(UtmSchema, allow_none=True)
    forward_params = fields.Boolean(truthy={True}, falsy={False})
    redirect_status = Whole(validate=validate.OneOf(STATUS_CODES))
    lead_form = fields.Nested(LeadFormSchema, allow_none=True)
    preview = fields.Nested(PreviewSchema, allow_none=True)
    pixels = fields.List(
        fields.Nested(PixelSchema), allow_none=True, validate=[validate.Length(max=MOST_PIXELS), once_each]
    )
    pixel_consent = fields.Boolean(truthy={True}, falsy={False})
    append_click_id = fields.Boolean(truthy={True}, falsy={False})
    vcard = fields.Nested(VcardSchema, allow_none=True)
    amazon = fields.Nested(AmazonSchema, allow_none=True)
    tags = fields.List(Id(), validate=validate.Length(max=MOST_TAGS))
    crm_tags = fields.List(Text(longest=LONGEST_TAG))
    automations = fields.Nested(AutomationsSchema, allow_none=True)
    campaign_id = Id(allow_none=True)


class LinkInputSchema(LinkPatchSchema):
    """A new link: it needs the destination, vcard or amazon that its kind is made of; a blank slug is minted."""

    kind = fields.String(load_default="redirect", validate=validate.OneOf(NAMES))


class LinkPageSchema(Schema):
    """A page of links; `total` counts all that match."""

    items = fields.List(fields.Nested(LinkSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)


class LinkQuerySchema(PagingSchema):
    """Which links, and in what order."""

    search = Text(longest=2_048, load_default="")
    tag = Id()
    campaign = Id()
    status = fields.String(validate=validate.OneOf(STATUSES))
    sort = fields.String(load_default="-created", validate=validate.OneOf(ORDERS))
