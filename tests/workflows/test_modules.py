"""Modules for the CRM's developer tools: one file each, called at our host, with no secret in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugin.errors import Invalid
from plugin.workflows.modules import write
from plugin.workflows.steps import STEPS
from plugin.workflows.triggers import TRIGGERS

HOST = "https://app.example"


def test_each_module_is_a_file_that_names_our_host_and_no_secret(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path): json.loads(path.read_text()) for path in write(HOST, tmp_path)}
    names = {f"triggers/{each.kind}" for each in TRIGGERS} | {f"actions/{each.kind}" for each in STEPS}
    assert {str(path).removesuffix(".json").replace("-", "_") for path in written} == names
    for path, module in written.items():
        assert module["key"] == path.stem.replace("-", "_")
        (version,) = module["versions"]
        kind = "subscriptionConfig" if path.parts[0] == "triggers" else "executionConfig"
        assert version[kind]["url"].startswith(f"{HOST}/workflows/")
        assert version[kind]["headers"] == {"X-Workflow-Secret": "${env:CRM_WORKFLOW_SECRET}"}
        assert '"path"' not in json.dumps(module)


def test_a_host_without_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="https"):
        write("http://127.0.0.1:8000", tmp_path)
