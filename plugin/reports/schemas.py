"""How the API asks for reports and shows them."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import available_timezones

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from plugin.fields import Id, Moment
from plugin.paging import PagingSchema
from plugin.reports.breakdown import MOST
from plugin.reports.filter import DIMENSIONS
from plugin.reports.questions import FIRST, KINDS, QUESTIONS
from plugin.reports.reading import ACCOUNT
from plugin.reports.shapes import ToldSchema
from plugin.reports.window import INTERVALS, NAMES

BOTS: Final = ("exclude", "include")
MOST_SLICES: Final = 500
MOST_VALUES: Final = 50
LONGEST_VALUE: Final = 2_048
MOST_SENT: Final = 1_000_000_000
SCOPES: Final = ("link_id", "campaign_id", "tag_id")
ZONES: Final = frozenset(available_timezones())


def known(questions: str) -> None:
    """Raise ValidationError unless the text is names of questions with commas between them."""
    for name in questions.split(","):
        if name not in KINDS:
            raise ValidationError(f"There is no question {name[:40]!r}. Choose from: {', '.join(KINDS)}.")


def known_zone(name: str) -> None:
    """Raise ValidationError for what is no zone of the IANA database."""
    if name != ACCOUNT and name not in ZONES:
        raise ValidationError("Give a time zone such as Europe/Berlin, UTC, or `account` for the account's own.")


def _narrowed() -> fields.List[str]:
    """Values of which a click must have one; the parameter repeats, and an empty one stands for what is unknown."""
    value = fields.String(validate=validate.Length(max=LONGEST_VALUE))
    return fields.List(value, validate=validate.Length(max=MOST_VALUES, error=f"Choose at most {MOST_VALUES} values."))


NarrowedSchema = Schema.from_dict({name: _narrowed() for name in DIMENSIONS}, name="Narrowed")


class TermsSchema(NarrowedSchema):  # type: ignore[misc, valid-type] # made of the dimensions, which have one list
    """Which clicks, of whomever: over which days, how finely, narrowed to which values."""

    window = fields.String(load_default="30d", validate=validate.OneOf(NAMES))
    from_ = fields.Date(data_key="from", metadata={"description": "The first day, for window=custom"})
    to = fields.Date(metadata={"description": "The last day, for window=custom"})
    zone = fields.String(load_default="UTC", validate=known_zone)
    bots = fields.String(load_default="exclude", validate=validate.OneOf(BOTS))
    interval = fields.String(load_default="day", validate=validate.OneOf(INTERVALS))
    most = fields.Integer(load_default=MOST, validate=validate.Range(1, MOST_SLICES))


class AskedSchema(TermsSchema):
    """The same of an account's links: of one, of a campaign's or a tag's, or, without a scope, of all of them."""

    link_id = Id()
    campaign_id = Id()
    tag_id = Id()
    sent = fields.Integer(validate=validate.Range(1, MOST_SENT))

    @validates_schema
    def _one_scope(self, asked: dict[str, Any], **_kwargs: Any) -> None:
        given = [name for name in SCOPES if name in asked]
        if len(given) > 1:
            raise ValidationError("Ask about a link, a campaign or a tag, not several at once.", given[1])


class ReportQuerySchema(AskedSchema):
    """What is asked, about which clicks."""

    questions = fields.String(
        load_default=",".join(FIRST),
        validate=known,
        metadata={"description": f"With commas between them, of {', '.join(KINDS)}; absent: {', '.join(FIRST)}"},
    )


WindowSchema = Schema.from_dict(
    {
        "from": Moment(required=True),
        "to": Moment(required=True),
        "name": fields.String(required=True, validate=validate.OneOf(NAMES)),
        "zone": fields.String(required=True),
        "clipped_to": fields.Date(
            required=True,
            allow_none=True,
            metadata={"description": "The first day that the plan's history still shows, where it cut the window"},
        ),
    },
    name="ReportWindow",
)
# The answers to the questions asked, by the question's name.
ReportSchema = Schema.from_dict(
    {"window": fields.Nested(WindowSchema, required=True), **{each.kind: each.shape for each in QUESTIONS}},
    name="Report",
)


class LiveQuerySchema(Schema):
    """Where the last answer left off; without a cursor, where to begin."""

    cursor = fields.String(load_default="", validate=validate.Length(max=40))
    link_id = Id(load_default=None)


class LiveSchema(Schema):
    """How many hits came since, the newest clicks among them, and the cursor to go on from."""

    cursor = fields.String(required=True)
    new = fields.Integer(required=True)
    clicks = fields.List(fields.Nested(ToldSchema), required=True)
    reset = fields.Boolean(required=True)


class HistorySchema(Schema):
    """A page of a contact's clicks."""

    items = fields.List(fields.Nested(ToldSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class HistoryQuerySchema(PagingSchema):
    """Which page of a contact's clicks."""
