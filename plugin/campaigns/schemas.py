"""How the API reads and writes campaigns."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields

from plugin.fields import Id, Moment, Text

LONGEST: Final = 80
LONGEST_TYPED: Final = 1_000


class CampaignSchema(Schema):
    """A group of links with CRM tags of its own; `links` counts them."""

    id = Id(required=True)
    name = fields.String(required=True)
    crm_tags = fields.List(fields.String(), required=True)
    links = fields.Integer(required=True)
    created_at = Moment(required=True)


class CampaignInputSchema(Schema):
    """What a new campaign needs."""

    name = Text(required=True, longest=LONGEST, blank=False)
    crm_tags = fields.List(Text(longest=LONGEST_TYPED), load_default=list)


class CampaignPatchSchema(Schema):
    """What may be changed of a campaign."""

    name = Text(longest=LONGEST, blank=False)
    crm_tags = fields.List(Text(longest=LONGEST_TYPED))


class CampaignPageSchema(Schema):
    """A page of campaigns."""

    items = fields.List(fields.Nested(CampaignSchema), required=True)
    next = fields.String(required=True, allow_none=True)
