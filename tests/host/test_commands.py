"""The commands of the README, as an operator runs them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from plugin.demo.ports import any_free
from plugin.demo.secrets import make_secrets

SMARTLINKS = (sys.executable, "-m", "plugin.cli")


@pytest.fixture
def operator(tmp_path: Path) -> dict[str, str]:
    """An environment with what the settings require, and stores of its own."""
    tmp_path.chmod(0o711)
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "var"), **make_secrets()}


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SMARTLINKS, *arguments], env=environ, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def running(environ: dict[str, str], folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*SMARTLINKS, *arguments],
        env=environ,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    with process.stdout:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            said = process.stdout.read()
            assert process.wait(30) == 0, said


def await_200(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{url} never answered 200")


def test_up_migrates_and_serves_both_hosts_and_leaves_nothing_running(operator: dict[str, str], tmp_path: Path) -> None:
    port, links_port = any_free(), any_free()
    with running(operator, tmp_path, "up", "--port", str(port), "--links-port", str(links_port)):
        await_200(f"http://127.0.0.1:{port}/readyz")
        await_200(f"http://127.0.0.1:{links_port}/readyz")
        assert "smartlinks_" in httpx.get(f"http://127.0.0.1:{links_port}/metrics").text
    left = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False).stdout
    assert left == ""
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


def test_migrate_says_what_it_needs_and_a_fault_of_the_settings_is_told_in_words(operator: dict[str, str]) -> None:
    refused = run(operator, "migrate")
    assert refused.returncode == 1
    assert "DATABASE_URL" in refused.stderr
    faulty = run({**operator, "APP_URL": "nonsense"}, "migrate")
    assert faulty.returncode == 1
    assert "APP_URL" in faulty.stderr


def test_doctor_and_geo_say_in_words_what_is_missing(operator: dict[str, str]) -> None:
    told = run(operator, "doctor")
    assert "GEO_DATABASE" in told.stdout
    geo = run(operator, "geo", "update")
    assert geo.returncode == 1
    assert "MAXMIND_LICENSE_KEY" in geo.stderr


def test_demo_shows_the_app_inside_the_crm_until_it_is_told_to_stop(operator: dict[str, str], tmp_path: Path) -> None:
    ports = {name: any_free() for name in ("--port", "--links-port", "--crm-port")}
    asked = [word for name, port in ports.items() for word in (name, str(port))]
    # What the caller has set up does not reach the demo.
    with running({**operator, "DATABASE_URL": "postgresql://elsewhere.invalid/x"}, tmp_path, "demo", *asked) as demo:
        assert demo.stdout
        for line in demo.stdout:
            if "Ctrl-C" in line:
                break
        page = httpx.get(f"http://127.0.0.1:{ports['--crm-port']}/").text
        assert f'src="http://127.0.0.1:{ports["--port"]}/' in page
        sent = httpx.get(f"http://127.0.0.1:{ports['--links-port']}/Summer")
        assert (sent.status_code, sent.headers["location"]) == (302, "https://brightside.example/summer-pass")
