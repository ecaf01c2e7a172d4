"""How the API writes a company's accounts."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates

from plugin.companies.summed import KINDS, MOST, SUMMED
from plugin.fields import Id, Text
from plugin.paging import PagingSchema
from plugin.reports.reading import ACCOUNT
from plugin.reports.schemas import TermsSchema, WindowSchema


class AccountSchema(Schema):
    """One account that has us; clicks are people's."""

    id = Id(required=True)
    name = fields.String(required=True, metadata={"description": "Empty until the CRM has told it"})
    state = fields.String(required=True, validate=validate.OneOf(("healthy", "parked", "needs_reinstall")))
    plan = fields.String(required=True)
    links = fields.Integer(required=True)
    clicks_30_days = fields.Integer(required=True)
    clicks = fields.Integer(required=True)
    installed_at = fields.AwareDateTime(required=True)


class AccountPageSchema(Schema):
    """A page of accounts, by name."""

    items = fields.List(fields.Nested(AccountSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)


class AccountQuerySchema(PagingSchema):
    """Which accounts to list."""

    search = Text(longest=200, load_default="")


def known(questions: str) -> None:
    """Raise ValidationError unless the text is names of questions that can be summed, with commas between them."""
    for name in questions.split(","):
        if name not in KINDS:
            raise ValidationError(f"{name[:40]!r} is not asked of all accounts. Choose from: {', '.join(KINDS)}.")


class AccountsReportQuerySchema(TermsSchema):
    """What is asked of all of a company's accounts, about which of their clicks."""

    questions = fields.String(
        load_default=",".join(KINDS),
        validate=known,
        metadata={"description": f"With commas between them, of {', '.join(KINDS)}; absent: all of these"},
    )

    @validates("zone")
    def _of_the_company(self, zone: str, **_kwargs: Any) -> None:
        if zone == ACCOUNT:
            raise ValidationError(
                "Accounts have time zones of their own. Give one for all, such as Europe/Berlin or UTC."
            )


class AccountClicksSchema(Schema):
    """One account's part of the sums."""

    id = Id(required=True)
    name = fields.String(required=True, metadata={"description": "Empty until the CRM has told it"})
    clicks = fields.Integer(required=True)
    unique = fields.Integer(required=True)
    clipped_to = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day that this account's plan still shows, where it cut the window"},
    )


# The sums by question; a visitor of two accounts is counted in each.
AccountsReportSchema = Schema.from_dict(
    {
        "window": fields.Nested(
            WindowSchema,
            required=True,
            metadata={"description": "From `clipped_to`, if there is one, all of these accounts are counted"},
        ),
        **{each.kind: each.shape for each in SUMMED},
        "accounts": fields.List(fields.Nested(AccountClicksSchema), required=True),
        "left_out": fields.Integer(
            required=True,
            metadata={
                "description": f"How many accounts are in no sum: beyond the {MOST} most clicked, too slow to count "
                "now, or on a plan that shows nothing of the range"
            },
        ),
    },
    name="AccountsReport",
)
