"""How the API describes rules, splits and UTM fields; plugin.routing reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from plugin.routing.conditions import CONDITIONS
from plugin.routing.conditions.device import CLASSES
from plugin.routing.conditions.query import TESTS
from plugin.routing.conditions.system import KNOWN
from plugin.routing.conditions.time import WEEKDAYS
from plugin.routing.conditions.visitor import WORDS


class AsSent(fields.Nested):
    """Described and written as the schema says, and read as it came: plugin.routing refuses it by its own paths."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class ConditionSchema(Schema):
    """One condition of a rule; which fields it has is its kind's affair."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.kind for kind in CONDITIONS]))
    countries = fields.List(fields.String())
    regions = fields.List(fields.String())
    cities = fields.List(fields.String())
    devices = fields.List(fields.String(validate=validate.OneOf(CLASSES)))
    systems = fields.List(fields.String(validate=validate.OneOf(KNOWN)))
    languages = fields.List(fields.String())
    zone = fields.String()
    first_day = fields.String()
    last_day = fields.String()
    weekdays = fields.List(fields.String(validate=validate.OneOf(WEEKDAYS)))
    from_time = fields.String()
    to_time = fields.String()
    visitor = fields.String(validate=validate.OneOf(WORDS))
    name = fields.String()
    test = fields.String(validate=validate.OneOf(TESTS))
    values = fields.List(fields.String())
    sources = fields.List(fields.String())
    tags = fields.List(fields.String())

    def get_attribute(self, obj: Mapping[str, Any], attr: str, default: Any) -> Any:
        """The field; where there is none, not what a dict has by its name, such as `values`."""
        return obj.get(attr, default)


class LinkRuleSchema(Schema):
    """Where visitors go for whom all conditions hold."""

    when = fields.List(fields.Nested(ConditionSchema), required=True)
    destination = fields.String(required=True)


class SplitVariantSchema(Schema):
    """One destination of a split; `id` stays with it when its address is mended, and is minted where none is given."""

    id = fields.String()
    destination = fields.String(required=True)
    weight = fields.Float(required=True)


class UtmSchema(Schema):
    """What is set on every destination; blank fields are not."""

    source = fields.String()
    medium = fields.String()
    campaign = fields.String()
    term = fields.String()
    content = fields.String()
