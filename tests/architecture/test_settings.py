"""What an operator can set is written down where operators look, and faults are told all at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from oauth import manifest
from plugin import settings
from plugin.errors import SettingsError
from webhooks.events import EVENTS

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_environment_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(settings.names())


def test_every_fault_of_the_environment_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        settings.read(
            {"APP_URL": "ftp://x", "THREADS": "many", "SECRET_KEY": "short", "TRUSTED_PROXIES": "not-a-network"}
        )
    named = {fault["name"] for fault in caught.value.details["faults"]}
    assert named >= {"APP_URL", "THREADS", "SECRET_KEY", "TRUSTED_PROXIES", "VAULT_KEYS", "CRM_CLIENT_ID"}


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("s" * 40 + "\n")
    environ = {name.upper(): "x" * 40 for name in settings.REQUIRED}
    assert settings.read({**environ, "SECRET_KEY_FILE": str(secret)}).secret_key == "s" * 40


def test_the_manifest_subscribes_to_exactly_the_events_that_we_work() -> None:
    subscribed = json.loads((ROOT / "marketplace.json").read_text())["webhooks"]["events"]
    assert sorted(subscribed) == sorted(event.kind for event in EVENTS)


def test_the_manifest_asks_for_no_scope_that_makes_the_app_agency_only() -> None:
    assert not [
        scope for scope in manifest.scopes() if scope.startswith(("custom-menu-link", "snapshots", "companies"))
    ]
