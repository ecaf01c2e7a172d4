"""The manifest asks for what the code uses and nothing else: scopes, events, triggers, actions, both ways."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oauth import manifest
from plugin.app import create_app
from plugin.settings import Settings
from plugin.workflows import access
from plugin.workflows.filters import matches
from plugin.workflows.routes import door
from plugin.workflows.steps import STEPS
from plugin.workflows.triggers import TRIGGERS
from plugin.workflows.triggers.kind import LinkTold
from tests.shared import shared
from webhooks.events import EVENTS

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS: dict[str, Any] = manifest.manifest()["workflows"]
# What the CRM's OpenAPI does not tell: which events a scope unlocks, and what the app's own modules need (its papers).
OF_EVENTS = {"Contact": "contacts.readonly", "Location": "locations.readonly"}
OF_MODULES = "workflows.readonly"
# The address of a trigger is told by the workflow itself; it is in no paper.
UNPAPERED = {"plugin/crm/triggers.py"}
AGENCY_ONLY = ("custom-menu-link", "snapshots", "companies", "saas", "charges")


@cache
def papers() -> dict[tuple[str, tuple[str, ...]], set[str]]:
    """The scopes of each call: by method and path, in which ids are `*`. The newer paper where the older names none."""
    found: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for folder in ("crm/api/v3", "crm/api"):
        for file in sorted(shared(folder).glob("*.json")):
            for path, methods in json.loads(file.read_text())["paths"].items():
                for method, told in methods.items():
                    scopes = {scope for each in told.get("security", []) for many in each.values() for scope in many}
                    key = (method.upper(), tuple("*" if part[0] == "{" else part for part in path.split("/") if part))
                    found[key] = scopes or found.get(key, set())
    return found


def asked() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each call that our client makes, from its source: file, method, path."""
    for path in sorted((ROOT / "plugin" / "crm").glob("*.py")):
        tree, name = ast.parse(path.read_text()), str(path.relative_to(ROOT))
        paths = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Tuple)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Call":
                method, where = node.args[:2]
                parts = paths.get(where.id) if isinstance(where, ast.Name) else where
                assert isinstance(method, ast.Constant)
                assert isinstance(parts, ast.Tuple) or name in UNPAPERED, f"{name}: which path is this?"
                if isinstance(parts, ast.Tuple):
                    words = (str(each.value) if isinstance(each, ast.Constant) else "*" for each in parts.elts)
                    yield name, str(method.value), tuple(words)


def test_the_scopes_are_those_of_our_calls_events_and_modules_and_no_others() -> None:
    needed = {OF_MODULES} if TRIGGERS or STEPS else set()
    for name, method, path in asked():
        scopes = papers().get((method, path))
        assert scopes, f"{name}: {method} {'/'.join(path)} is in no paper, or needs no scope"
        needed |= scopes
    for event in EVENTS:
        needed |= {scope for word, scope in OF_EVENTS.items() if event.kind.startswith(word)}
    assert set(manifest.scopes()) == needed
    assert len(set(manifest.scopes())) == len(manifest.scopes())


def test_no_scope_keeps_an_account_from_installing_us_by_itself() -> None:
    assert not [scope for scope in manifest.scopes() if scope.startswith(AGENCY_ONLY)]
    assert "Location" in manifest.manifest()["listing"]["userTypes"]


@pytest.mark.parametrize(("told", "kinds"), [("triggers", TRIGGERS), ("actions", STEPS)], ids=["triggers", "actions"])
def test_the_modules_are_those_that_the_code_has(told: str, kinds: Any) -> None:
    assert [each["key"] for each in WORKFLOWS[told]] == [kind.kind for kind in kinds]
    for each, kind in zip(WORKFLOWS[told], kinds, strict=True):
        assert each["info"]["name"] == kind.label
        assert len(each["info"]["description"]) <= 200
        assert len(each["info"]["summary"]) <= 500


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda each: each.kind)
def test_an_event_has_the_shape_of_its_sample(trigger: Any) -> None:
    told = next(each for each in WORKFLOWS["triggers"] if each["key"] == trigger.kind)
    link = LinkTold("1", "t", "https://s.example/x", "https://example.com/", "", "")
    event = trigger.event("c", link, {"at": datetime.now(UTC).isoformat()})
    assert shape(event) == shape(told["customVarsJson"])
    for filter_ in told["filters"]:
        assert at(told["customVarsJson"], filter_["field"]) is not None
        wanted = {"field": filter_["field"], "operator": "==", "value": at(told["customVarsJson"], filter_["field"])}
        assert matches([wanted], told["customVarsJson"])


@pytest.mark.parametrize("module", [*WORKFLOWS["triggers"], *WORKFLOWS["actions"]], ids=lambda each: each["key"])
def test_what_a_workflow_may_use_is_in_the_sample_and_of_its_type(module: dict[str, Any]) -> None:
    types = {"string": str, "date": str, "numerical": int, "boolean": bool}
    for variable in module["customVars"]:
        assert type(at(module["customVarsJson"], variable["reference"])) is types[variable["fieldType"]]


def test_every_address_in_it_is_a_door_of_ours() -> None:
    assert WORKFLOWS["secretHeader"] == access.HEADER
    assert door.url_prefix == "/workflows"
    adapter = create_app(Settings()).url_map.bind("app.example")
    adapter.match(WORKFLOWS["subscriptionPath"], "POST")
    for module in (*WORKFLOWS["triggers"], *WORKFLOWS["actions"]):
        for field in (*module.get("filters", ()), *module.get("inputs", ())):
            if "fetchOptions" in field:
                adapter.match(field["fetchOptions"]["path"], "GET")
        if "executionConfig" in module:
            assert adapter.match(module["executionConfig"]["path"], module["executionConfig"]["method"])[1] == {
                "key": module["key"]
            }


def test_no_words_that_people_see_name_the_crm_or_call_an_account_otherwise() -> None:
    words = json.dumps(WORKFLOWS).lower()
    assert not [word for word in ("highlevel", "leadconnector", "ghl", "sub-account", "agency") if word in words]


def shape(value: Any) -> Any:
    return {name: shape(each) for name, each in value.items()} if isinstance(value, dict) else type(value).__name__


def at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[name]
    return value


def test_the_operators_guide_says_what_each_scope_is_for_and_names_every_module() -> None:
    guide = (ROOT / "docs" / "register-the-app.md").read_text()
    keys = [each["key"] for each in (*WORKFLOWS["triggers"], *WORKFLOWS["actions"])]
    assert not [name for name in (*manifest.scopes(), *keys) if f"`{name}`" not in guide]
