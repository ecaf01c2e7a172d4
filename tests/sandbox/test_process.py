"""The sandbox as a process: it says when it is ready, bears a crowd, remembers, and leaves when told."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.config import Config, read
from tests.sandbox.crm import ROOT, as_process


def test_a_hundred_callers_at_once_are_all_answered_and_it_ends_on_sigterm() -> None:
    with as_process("--burst", "100000") as (crm, process):
        location = crm.location()
        token, contact = crm.token(location), crm.contact(location)
        with ThreadPoolExecutor(100) as pool:
            calls = [pool.submit(crm.call, "GET", f"/contacts/{contact}", token) for _ in range(400)]
        assert {call.result().status_code for call in calls} == {200}
        process.terminate()
        assert process.wait(5) == 0


def test_what_it_knew_outlives_it_when_it_has_a_file(tmp_path: Path) -> None:
    file = str(tmp_path / "crm.sqlite")
    with as_process("--data", file) as (crm, _):
        location = crm.location(name="Kept")
        pair, contact = crm.pair(location_id=location), crm.contact(location, tags=["kept"])
        key = crm.see("keys")["public_key"]
    with as_process("--data", file) as (crm, _):
        read_back = crm.call("GET", f"/contacts/{contact}", pair["access_token"]).json()["contact"]
        assert read_back["tags"] == ["kept"]
        assert crm.refresh(pair["refresh_token"]).status_code == 200
        assert crm.see("keys")["public_key"] == key
        crm.control("reset")
        assert crm.http.get(f"/_sandbox/contacts/{contact}").status_code == 400
        assert crm.see("keys")["public_key"] == key


def test_a_killed_sandbox_has_lost_nothing_it_answered(tmp_path: Path) -> None:
    file = str(tmp_path / "crm.sqlite")
    with as_process("--data", file) as (crm, process):
        location = crm.location()
        contact = crm.contact(location, tags=["kept"])
        process.kill()
        process.wait(5)
    with as_process("--data", file) as (crm, _):
        assert crm.see(f"contacts/{contact}")["contact"]["tags"] == ["kept"]


def test_options_come_from_the_command_line_then_the_environment() -> None:
    environ = {"SANDBOX_PORT": "9000", "SANDBOX_CLIENT_ID": "app-1", "SANDBOX_WEBHOOK_URL": "http://127.0.0.1:1/w"}
    config = read(["--port", "9001", "--redirect-uri", "https://a.example/cb"], environ)
    assert (config.port, config.app_id, config.webhook_url) == (9001, "app", "http://127.0.0.1:1/w")
    assert config.registered_uris == ("https://a.example/cb",)
    assert read([], {}) == Config()
    with pytest.raises(SystemExit):
        read(["--port", "many"], {})


def test_it_knows_nothing_of_the_app() -> None:
    script = (
        "import json, sys, sandbox.__main__; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"plugin", "oauth", "webhooks", "workers"} & set(json.loads(run.stdout))
