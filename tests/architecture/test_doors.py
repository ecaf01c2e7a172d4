"""Every door says who may come in."""

from __future__ import annotations

import pytest

from plugin.app import create_app, create_clicks
from plugin.settings import Settings

PUBLIC = {
    "health.healthz",
    "health.readyz",
    "health.metrics",
    "api-docs.openapi_json",
    "page.index",
    "page.asset",
    "session.create",
    "oauth.start",
    "oauth.callback",
    "webhooks.receive",
    "conversions.tell",
}


def test_every_route_of_the_app_asks_for_staff_or_is_listed_as_public(settings: Settings) -> None:
    app = create_app(settings)
    open_doors = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "access", None) not in {"staff", "admin", "company", "workflows"}
    }
    assert open_doors == PUBLIC


@pytest.mark.parametrize("make", [create_app, create_clicks])
def test_no_path_names_the_crm(settings: Settings, make: object) -> None:
    app = make(settings)  # type: ignore[operator]
    assert not [
        rule.rule for rule in app.url_map.iter_rules() if "highlevel" in rule.rule.lower() or "ghl" in rule.rule.lower()
    ]
