"""How the API reads and writes links."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields, validate

from plugin.fields import Id, Moment, Text
from plugin.links.dates import STATUSES
from plugin.links.find import SORTS
from plugin.links.kinds import KINDS
from plugin.paging import PagingSchema

LONGEST_TITLE: Final = 200
# What is typed in full before blanks and repeats fall away; the verbs bound what is kept.
LONGEST_TAG: Final = 1_000
MOST_TAGS: Final = 50
ORDERS: Final = tuple(sign + name for name in SORTS for sign in ("", "-"))


class LinkSchema(Schema):
    """A short link; `clicks` are people's, `bots` stand apart."""

    id = Id(required=True)
    slug = fields.String(required=True)
    domain = fields.String(required=True)
    short_url = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([kind.kind for kind in KINDS]))
    destination = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    paused = fields.Boolean(required=True)
    starts_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    tags = fields.List(Id(), required=True)
    crm_tags = fields.List(fields.String(), required=True)
    campaign_id = Id(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)
    clicks = fields.Integer(required=True)
    bots = fields.Integer(required=True)


class LinkPatchSchema(Schema):
    """What may be changed of a link; `slug` may be sent back as it is."""

    # Read as they come: the verbs refuse them with codes of their own.
    slug = fields.String(allow_none=True)
    destination = fields.String()
    title = Text(longest=LONGEST_TITLE)
    paused = fields.Boolean(truthy={True}, falsy={False})
    starts_at = Moment(allow_none=True)
    expires_at = Moment(allow_none=True)
    tags = fields.List(Id(), validate=validate.Length(max=MOST_TAGS))
    crm_tags = fields.List(Text(longest=LONGEST_TAG))
    campaign_id = Id(allow_none=True)


class LinkInputSchema(LinkPatchSchema):
    """What a new link needs; a blank slug is minted."""

    destination = fields.String(required=True)


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
