"""A kind is a module: the files of a folder and the one tuple that lists them agree."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Folder of kinds → the literal tuple that lists them, and the names that each kind has.
KINDS = (
    ("plugin.clicks.gates", "KINDS", ("kind", "label")),
    ("plugin.clicks.pixels", "SNIPPETS", ("kind", "script")),
    ("plugin.links.kinds", "KINDS", ("kind", "label", "fields", "without", "check", "called")),
    ("plugin.links.pixels", "PIXELS", ("kind", "label", "pattern", "looks", "hosts")),
    ("plugin.routing.conditions", "CONDITIONS", ("kind", "label", "fields", "parse", "holds", "why_not")),
    ("plugin.automations.actions", "ACTIONS", ("kind", "label", "once", "pace", "caused", "act")),
    ("plugin.workflows.steps", "STEPS", ("kind", "label", "take")),
    ("plugin.workflows.triggers", "TRIGGERS", ("kind", "label", "event")),
    ("plugin.reports.questions", "QUESTIONS", ("kind", "label", "shape", "by_pulse", "answer")),
    ("webhooks.events", "EVENTS", ("kind", "label")),
)


@pytest.mark.parametrize(("package", "name", "attributes"), KINDS, ids=[package for package, _, _ in KINDS])
def test_the_folder_and_its_tuple_agree(package: str, name: str, attributes: tuple[str, ...]) -> None:
    folder = ROOT.joinpath(*package.split("."))
    files = {f"{package}.{path.stem}" for path in folder.glob("*.py") if path.stem not in {"__init__", "kind"}}
    listed = getattr(import_module(package), name)
    assert {module.__name__ for module in listed} == files
    assert len({module.kind for module in listed}) == len(listed)
    for module in listed:
        assert all(hasattr(module, attribute) for attribute in attributes), module.__name__


def test_a_job_is_the_one_function_of_its_file_and_has_its_name() -> None:
    for path in (ROOT / "workers").glob("*.py"):
        if "@job" in path.read_text():
            module = import_module(f"workers.{path.stem}")
            assert getattr(getattr(module, path.stem), "is_job", False), path.stem
