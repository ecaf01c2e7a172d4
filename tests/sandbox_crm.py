"""A sandbox CRM of the tests' own: a process on a free port, and what its users and operators do there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from plugin.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox, by its address; `keys` is what an operator copies from its portal."""

    url: str
    keys: dict[str, Any]

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = httpx.request(method, f"{self.url}{path}", timeout=20, trust_env=False, **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    def settings(self, settings: Settings) -> Settings:
        """The given settings, pointed at this sandbox with its keys."""
        return replace(
            settings,
            crm_api_url=self.url,
            crm_marketplace_url=self.url,
            crm_trigger_url=self.url,
            crm_workflow_secrets=(self.keys["workflow_secret"],),
            crm_hosts=(self.url,),
            crm_client_id=self.keys["client_id"],
            crm_client_secret=self.keys["client_secret"],
            crm_sso_keys=(self.keys["sso_key"],),
            crm_webhook_keys=(self.keys["public_key"],),
            crm_plans={self.keys["plan_id"]: "pro", "plan_starter": "starter"},
        )

    def new_location(self, **fields: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.call("POST", "/_sandbox/locations", json=fields)["location"]
        return found

    def new_contact(self, location_id: str, **fields: Any) -> dict[str, Any]:
        body = {"location_id": location_id, "firstName": "Jo", **fields}
        found: dict[str, Any] = self.call("POST", "/_sandbox/contacts", json=body)["contact"]
        return found

    def contact(self, contact_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/_sandbox/contacts/{contact_id}")["contact"]
        return found

    def tokens(self, location_id: str | None = None, **fields: Any) -> dict[str, Any]:
        """A pair of tokens as the token endpoint gives it, or with `as_code=True` a code."""
        body = {**({"location_id": location_id} if location_id else {}), **fields}
        return self.call("POST", "/_sandbox/tokens", json=body)

    def expire(self, location_id: str) -> None:
        self.call("POST", "/_sandbox/tokens/expire", json={"resource": location_id})

    def fault(self, **fault: Any) -> None:
        self.call("POST", "/_sandbox/faults", json=fault)

    def blob(self, session: dict[str, Any] | str, key: str | None = None) -> str:
        """What the CRM's page would hand over for such a session."""
        body = {"session": session, **({"key": key} if key else {})}
        return str(self.call("POST", "/_sandbox/sso", json=body)["payload"])

    def requests(self, path: str, location_id: str = "") -> list[dict[str, Any]]:
        """The calls of the API that it got, oldest first."""
        asked = {"path": path, "location": location_id}
        found: list[dict[str, Any]] = self.call("GET", "/_sandbox/requests", params=asked)["requests"]
        return found


@contextmanager
def start_sandbox(*arguments: str) -> Iterator[Sandbox]:
    """A sandbox process while the block runs."""
    program = [sys.executable, "-m", "sandbox", "--port", "0", *arguments]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            line = process.stdout.readline()
            assert line.startswith("ready "), line
            url = line.split()[1]
            keys = httpx.get(f"{url}/_sandbox/keys", timeout=20, trust_env=False).json()
            yield Sandbox(url, keys)
        finally:
            process.terminate()
            process.wait(20)
