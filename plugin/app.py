"""Wires everything: the app's origin (dashboard, API, OAuth, webhooks) and the visitors' origin (gates and pages)."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from flask import Blueprint, Flask
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint
from marshmallow import Schema, fields

from plugin.answers import render_errors
from plugin.settings import Settings

MAX_BODY: Final = 1_000_000  # bytes; a link with everything set is under 100 kB
OPENAPI: Final = {
    "API_TITLE": "Smart Links",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.0.3",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}

# The doors of each origin: where the world comes in. What tenants write never shares an origin with the dashboard.
DOORS: Final = (
    "plugin.health:door",
    "plugin.embed.page:door",
    "plugin.embed.routes:blp",
    "plugin.companies.routes:blp",
    "plugin.connection.routes:blp",
    "oauth.routes:door",
    "webhooks.routes:door",
    "plugin.workflows.routes:door",
    "plugin.links.routes:blp",
    "plugin.links.imports.routes:blp",
    "plugin.tags.routes:blp",
    "plugin.campaigns.routes:blp",
    "plugin.brands.routes:blp",
    "plugin.plans.routes:blp",
    "plugin.automations.routes:blp",
    "plugin.automations.routes:people",
    "plugin.automations.switches.routes:blp",
    "plugin.leads.routes:blp",
    "plugin.conversions.routes:blp",
    "plugin.reports.routes:blp",
    "plugin.exports.routes:blp",
)  # fmt: skip
CLICK_DOORS: Final = (
    "plugin.health:door",
    "plugin.conversions.routes:door",
    "plugin.clicks.routes:door",
)  # fmt: skip


class ErrorSchema(Schema):
    """What every refusal looks like."""

    code = fields.String(required=True, metadata={"description": "Stable; programs choose by it"})
    message = fields.String(required=True, metadata={"description": "For people: what to do about it"})
    details = fields.Dict(required=True, metadata={"description": "`field` names the one at fault, where there is one"})


class HouseApi(Api):  # type: ignore[misc] # the library has no types
    """flask-smorest, with our form of errors instead of its own."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        """Nothing: plugin.answers renders every error, in one place."""


def create_app(settings: Settings) -> Flask:
    """The app's origin, with its API described at /api/openapi.json."""
    app = _flask("smartlinks-app", settings)
    app.config.update(OPENAPI)
    api = HouseApi(app)
    # All of them first: a door's schema may name one that another door brings.
    for door in [_door(path) for path in DOORS]:
        if isinstance(door, ApiBlueprint):
            api.register_blueprint(door)
        else:
            app.register_blueprint(door)
    return app


def create_clicks(settings: Settings) -> Flask:
    """The visitors' origin behind the front door: whatever is not a plain redirect."""
    app = _flask("smartlinks-clicks", settings)
    for path in CLICK_DOORS:
        app.register_blueprint(_door(path))
    return app


def _flask(name: str, settings: Settings) -> Flask:
    app = Flask(name, static_folder=None, root_path=__file__.rsplit("/", 1)[0])
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["smartlinks"] = settings
    app.json.sort_keys = False  # type: ignore[attr-defined] # answers keep the order in which schemas name fields
    render_errors(app)
    return app


def _door(path: str) -> Blueprint:
    module, _, name = path.partition(":")
    door: Any = getattr(import_module(module), name)
    if not isinstance(door, Blueprint):
        raise TypeError(f"{path} is not a blueprint")
    return door
