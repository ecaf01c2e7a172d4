"""How the API asks for reports and shows them."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, ValidationError, fields, validate

from plugin.fields import Id, Moment
from plugin.reports.questions import KINDS
from plugin.reports.window import NAMES

BOTS: Final = ("exclude", "include")


def known(questions: str) -> None:
    """Raise ValidationError unless the text is names of questions with commas between them."""
    for name in questions.split(","):
        if name not in KINDS:
            raise ValidationError(f"There is no question {name[:40]!r}. Choose from: {', '.join(KINDS)}.")


class ReportQuerySchema(Schema):
    """What is asked, about which clicks; without `link_id`, about the whole account's."""

    questions = fields.String(
        load_default=",".join(KINDS),
        validate=known,
        metadata={"description": f"With commas between them, of {', '.join(KINDS)}; all where it is absent"},
    )
    link_id = Id()
    window = fields.String(load_default="30d", validate=validate.OneOf(NAMES))
    bots = fields.String(load_default="exclude", validate=validate.OneOf(BOTS))


WindowSchema = Schema.from_dict(
    {
        "from": Moment(required=True),
        "to": Moment(required=True),
        "name": fields.String(required=True, validate=validate.OneOf(NAMES)),
    },
    name="ReportWindow",
)


class CountsSchema(Schema):
    """Clicks, distinct visitors and bots."""

    clicks = fields.Integer(required=True)
    unique = fields.Integer(required=True)
    bots = fields.Integer(required=True)


class CardsSchema(CountsSchema):
    """The numbers of the window, and as `was` those of as many days before."""

    was = fields.Nested(CountsSchema, required=True, allow_none=True)


class PastPointSchema(Schema):
    """One day of the window before."""

    at = Moment(required=True)
    clicks = fields.Integer(required=True)


class PointSchema(PastPointSchema):
    """One day."""

    unique = fields.Integer(required=True)


class OverTimeSchema(Schema):
    """A point for every day, those without clicks too."""

    interval = fields.String(required=True, validate=validate.OneOf(["day"]))
    points = fields.List(fields.Nested(PointSchema), required=True)
    was = fields.List(fields.Nested(PastPointSchema), required=True)


class SliceSchema(Schema):
    """One value's clicks; null stands for what is not known."""

    value = fields.String(required=True, allow_none=True)
    clicks = fields.Integer(required=True)


class ReportSchema(Schema):
    """The answers to the questions asked, by the question's name."""

    window = fields.Nested(WindowSchema, required=True)
    cards = fields.Nested(CardsSchema)
    clicks_over_time = fields.Nested(OverTimeSchema)
    countries = fields.List(fields.Nested(SliceSchema))
    devices = fields.List(fields.Nested(SliceSchema))
    browsers = fields.List(fields.Nested(SliceSchema))
    systems = fields.List(fields.Nested(SliceSchema))
    sources = fields.List(fields.Nested(SliceSchema))
