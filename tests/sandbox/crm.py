"""A sandbox to talk to: in this process for most tests, as a process of its own for what only that shows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sandbox.app import create_app
from sandbox.config import Config

ROOT = Path(__file__).resolve().parents[2]
CLIENT = {"client_id": Config.client_id, "client_secret": Config.client_secret}
CALLBACK = "http://127.0.0.1:8000/oauth/callback"
JSON = dict[str, Any]


@dataclass
class Crm:
    """Calls as an app makes them, and the controls that it does not have."""

    http: httpx.Client
    headers: dict[str, str] = field(default_factory=lambda: {"Version": "2021-07-28"})

    def call(self, method: str, path: str, token: str | None = None, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.http.request(method, path, headers=headers, **more)

    def control(self, verb: str, /, **body: Any) -> JSON:
        answer = self.http.post(f"/_sandbox/{verb}", json=body)
        assert answer.is_success, answer.text
        known: JSON = answer.json()
        return known

    def see(self, what: str, /, **params: str) -> JSON:
        known: JSON = self.http.get(f"/_sandbox/{what}", params=params).json()
        return known

    def location(self, **given: Any) -> str:
        return str(self.control("locations", **given)["location"]["id"])

    def contact(self, location_id: str, **given: Any) -> str:
        return str(self.control("contacts", location_id=location_id, **given)["contact"]["id"])

    def token(self, location_id: str, **given: Any) -> str:
        return str(self.pair(location_id=location_id, **given)["access_token"])

    def pair(self, **given: Any) -> JSON:
        return self.control("tokens", **given)

    def grant(self, **form: str) -> httpx.Response:
        return self.http.post("/oauth/token", data={**CLIENT, **form})

    def refresh(self, refresh_token: str) -> httpx.Response:
        return self.grant(grant_type="refresh_token", refresh_token=refresh_token)


def in_process(**config: Any) -> Crm:
    """A sandbox without a socket."""
    app = create_app(Config(**config))
    return Crm(httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://crm.example"))


@contextmanager
def as_process(*options: str) -> Iterator[tuple[Crm, subprocess.Popen[str]]]:
    """A sandbox started as people start it; ended when the block is left."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            word, _, url = process.stdout.readline().strip().partition(" ")
            assert word == "ready"
            with httpx.Client(base_url=url, timeout=20) as http:
                yield Crm(http), process
        finally:
            process.terminate()
            process.wait(10)
