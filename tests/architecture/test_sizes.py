"""The sizes to aim at, the names that are not used, and the first line of every file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("plugin", "workers", "oauth", "webhooks", "migrations", "sandbox", "tests", "bench")
MODULE_LINES, FUNCTION_LINES = 250, 40
NOT_ROOMS = {"utils", "helpers", "services", "managers", "common"}
TOP_LEVEL = {
    "plugin", "workers", "oauth", "webhooks", "migrations", "tests", "sandbox", "bench", "docs", "var", "build",
    "pyproject.toml", "marketplace.json", "Makefile", "README.md", "CHANGELOG.md", "requirements.lock", "SECURITY.md",
    "compose.yaml", "Dockerfile", "Caddyfile",
}  # fmt: skip


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_keeps_to_its_size(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "opens with no sentence on what it is for"
    assert text.count("\n") <= MODULE_LINES or path.is_relative_to(ROOT / "migrations")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= FUNCTION_LINES, f"{node.name} is too long"


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    assert not [path for path in sources() if NOT_ROOMS & {path.stem, *path.relative_to(ROOT).parts}]


def test_the_top_level_holds_what_the_design_names() -> None:
    found = {
        path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert found <= TOP_LEVEL


def test_nothing_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    words = re.compile(
        r"\bpyp" + r"i\.org|pythonho" + r"sted|registry\.np" + r"mjs|deb\.deb" + r"ian\b|/wo" + r"rk/|/ro" + r"ot/"
    )
    for path in (
        *sources(),
        ROOT / "requirements.lock",
        ROOT / "README.md",
        ROOT / "Makefile",
        *ROOT.glob("plugin/frontend/*lock*"),
    ):
        if path.exists():
            assert not words.search(path.read_text()), path
