"""An installed account whose clicks are recorded, and its runs as the actions are given them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oauth.tokens import crm_for
from plugin.automations.actions.kind import Errand, Work
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.dashboard import dashboard
from tests.sandbox.contract import call_complaints
from tests.sandbox_crm import Sandbox
from tests.shared import SHARED


@dataclass(frozen=True)
class Account:
    """An account of the sandbox with us installed, and the folder of its clicks' journal."""

    tenant: Tenant
    sandbox: Sandbox
    settings: Settings
    folder: Path

    def link(self, **fields: Any) -> int:
        return int(dashboard(self.tenant).link(**fields)["id"])

    def contact(self, **fields: Any) -> str:
        return str(self.sandbox.new_contact(self.tenant.crm_location_id, **fields)["id"])

    def click(self, link: int, contact: str, **changes: Any) -> None:
        hit = a_hit(self.tenant, link, contact=contact, **{"at": time.time() - 600, **changes})
        write(self.settings.journal_dir, hit, name=f"host-{self.tenant.id}")
        record_all(tail_of(self.settings, self.folder))

    def runs(self, kind: str) -> list[Any]:
        return rows(self.tenant, "SELECT * FROM runs WHERE kind = :kind ORDER BY id", kind=kind)

    def errand(self, kind: str, *, maybe_done: bool = False, attempts: int = 1) -> Errand:
        """All of a kind's runs, which are one contact's here, as an attempt is given them."""
        found = self.runs(kind)
        assert found, f"no click has caused a run of kind {kind}"
        works = [Work(run.id, run.link_id, run.payload, run.created_at, attempts, maybe_done) for run in found]
        return Errand(self.tenant.id, crm_for(self.tenant.id), found[0].crm_contact_id, tuple(works))

    def calls(self, path: str = "/", method: str = "") -> list[dict[str, Any]]:
        found = self.sandbox.requests(path, self.tenant.crm_location_id)
        return [call for call in found if method in ("", call["method"])]

    def fault(self, path: str, **fault: Any) -> None:
        self.sandbox.fault(path=path, location=self.tenant.crm_location_id, **{"count": 1, **fault})

    def notes(self, contact: str) -> list[str]:
        found = self.sandbox.call("GET", f"/_sandbox/contacts/{contact}")["notes"]
        return [str(note["body"]) for note in found]


@pytest.fixture
def account(sandbox: Sandbox, crm_settings: Settings, tmp_path: Path) -> Iterator[Account]:
    """Afterwards everything that was asked of the CRM for it is held to the CRM's contract."""
    place = install(sandbox)
    tenant = Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)
    rows(tenant, "UPDATE locations SET timezone = 'America/Chicago' RETURNING id")
    made = Account(tenant, sandbox, tail_of(crm_settings, tmp_path).settings, tmp_path)
    yield made
    for call in made.calls():
        noun = call["path"].split("/")[1]
        if noun != "oauth" and SHARED.exists():
            assert call_complaints(f"{noun}.json", call) == [], call
