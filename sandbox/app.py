"""The sandbox as a Flask app: its parts made, its doors listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask

from sandbox import (
    answers,
    consent,
    contact_routes,
    contact_tags,
    control,
    fault_routes,
    field_seeding,
    fields,
    grants,
    home,
    installed_apps,
    location_tags,
    locations,
    marketplace,
    note_seeding,
    notes,
    oauth,
    payments,
    search,
    seed,
    seeding,
    trigger_links,
    trouble,
    workflow_actions,
    workflow_triggers,
    workflows,
)
from sandbox.calls import Calls
from sandbox.courier import Courier
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.state import Sandbox
from sandbox.store import Store

if TYPE_CHECKING:
    from sandbox.config import Config

DOORS: Final = (
    consent, oauth, marketplace, contact_routes, search, contact_tags, notes, fields, locations, location_tags,
    workflows, trigger_links, workflow_triggers, workflow_actions, home, control, seeding, field_seeding, note_seeding,
    grants, fault_routes, installed_apps, payments,
)  # fmt: skip


def create_app(config: Config) -> Flask:
    """A sandbox over its store, seeded where that is empty; its courier is not started yet."""
    app = Flask(__name__)
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    store = Store(config.data)
    limits = Limits(config.burst, config.burst_seconds, config.daily)
    courier = Courier(store, config.webhook_url, config.webhook_pace)
    app.extensions["sandbox"] = Sandbox(config, store, limits, Faults(), Calls(), courier)
    answers.install(app)
    trouble.install(app)
    for door in DOORS:
        app.register_blueprint(door.blueprint)
    with app.app_context(), store.transaction() as db:
        seed.plant(db)
    return app
