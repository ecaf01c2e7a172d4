"""`smartlinks vault rotate` moves every stored secret to the newest key, after which the older ones are not needed."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from oauth import vault
from oauth.vault import VaultLocked
from plugin import db
from plugin.settings import Settings
from plugin.tenancy import company, tenant
from tests.cast import Tenant
from tests.dashboard import dashboard
from tests.oauth.agency import Agency, place_of
from tests.oauth.callers import ROOT, environment

NEW, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OF_LOCATION = """
SELECT access_token AS sealed FROM installs UNION ALL SELECT refresh_token FROM installs
UNION ALL SELECT secret FROM conversion_secrets UNION ALL SELECT previous FROM conversion_secrets
"""
OF_COMPANY = "SELECT access_token FROM company_installs UNION ALL SELECT refresh_token FROM company_installs"


@dataclasses.dataclass(frozen=True)
class Sealed:
    """An agency's account with a secret of each kind."""

    location_id: int
    company_id: int

    def all(self) -> list[bytes]:
        with tenant(self.location_id) as session:
            found = list(session.scalars(text(OF_LOCATION)))
        with company(self.company_id) as session:
            found += session.scalars(text(OF_COMPANY))
        return [bytes(each) for each in found if each is not None]

    def told(self, *keys: str) -> list[str]:
        return [vault.unseal(each, keys) for each in self.all()]


@pytest.fixture
def kept(agency: Agency) -> Iterator[Sealed]:
    """Afterwards it is gone: the key that it lies under is this test's own."""
    chosen = agency.account()
    agency.consent(chosen)
    place = place_of(chosen)
    page = dashboard(Tenant(place.location_id, place.company_id, chosen, agency.id), "admin")
    assert [page.post("/conversions/secret").status for _ in range(2)] == [201, 201]
    made = Sealed(place.location_id, place.company_id)
    yield made
    with tenant(made.location_id) as session:
        session.execute(text("UPDATE installs SET access_token = NULL, refresh_token = NULL"))
        session.execute(text("DELETE FROM conversion_secrets"))
    with company(made.company_id) as session:
        session.execute(text("UPDATE company_installs SET access_token = NULL, refresh_token = NULL"))


def rotate(settings: Settings, *keys: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "plugin.cli", "vault", "rotate"]
    env = environment(dataclasses.replace(settings, vault_keys=keys))
    return subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def moved(answer: subprocess.CompletedProcess[str]) -> int:
    found = re.search(r"(\d+) of them were sealed anew", answer.stdout)
    assert found, answer
    return int(found[1])


def test_all_that_is_sealed_moves_to_the_newest_key_and_the_old_one_can_go(
    kept: Sealed, crm_settings: Settings
) -> None:
    (old,) = db.settings().vault_keys
    before = kept.told(old)
    assert len(before) == 5
    assert moved(rotate(crm_settings, NEW, old)) >= 5
    try:
        assert kept.told(NEW) == before
        with pytest.raises(VaultLocked):
            kept.told(old)
        assert moved(rotate(crm_settings, NEW, old)) == 0
    finally:
        rotate(crm_settings, old, NEW)  # others' tests know the old one only
    assert kept.told(old) == before


def test_what_no_key_opens_is_left_and_told(kept: Sealed, crm_settings: Settings) -> None:
    before = kept.all()
    answer = rotate(crm_settings, OTHER)
    assert (answer.returncode, moved(answer)) == (1, 0)
    assert "are opened by none of VAULT_KEYS" in answer.stderr
    assert kept.all() == before


def test_every_place_that_seals_is_known_to_the_command() -> None:
    sealing = {
        str(path.relative_to(ROOT))
        for folder in ("plugin", "oauth", "webhooks", "workers")
        for path in Path(ROOT / folder).rglob("*.py")
        if "vault.seal(" in path.read_text()
    }
    assert sealing == {"oauth/renewal.py", "plugin/conversions/signature.py"}
