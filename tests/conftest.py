"""One PostgreSQL and one Valkey a run, a database cloned from a migrated template for each worker."""

from __future__ import annotations

import dataclasses
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, make_url, text

from plugin import db, embedded
from plugin.migrate import migrate
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant

pytest_plugins = ("tests.browser", "tests.crm_world")
TEMPLATE = "smartlinks"
SHARED_BY_ENV = "SMARTLINKS_TEST_STORES"


def base_settings(data_dir: Path) -> Settings:
    """The settings of a test run: made-up secrets, the same in every worker so that role passwords agree."""
    return Settings(
        data_dir=data_dir,
        secret_key="test-secret-key-" + "0" * 32,
        vault_keys=(Fernet.generate_key().decode(),),
        visitor_secret="test-visitor-secret-" + "0" * 32,
        crm_client_id="66f0a1b2c3d4e5f6a7b8c9d0-test",
        crm_client_secret="test-client-secret",
        crm_sso_keys=("test-sso-key",),
        links_url="http://s.example",
        app_url="http://app.example",
        crm_plans={"plan_starter": "starter", "plan_pro": "pro"},
        default_plan="pro",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the stores once, in the process that hands out the tests."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="sl-test-"))
    folder.chmod(0o711)
    running = embedded.start_postgres(folder / "stores", durable=False), embedded.start_valkey(folder / "stores")
    config.stash[STORES] = (folder, *running)
    settings = dataclasses.replace(base_settings(folder), database_url=running[0].url_owner)
    migrate(settings)
    os.environ[SHARED_BY_ENV] = f"{running[0].url_owner}|{running[0].superuser_url}|{running[1].url}"


STORES = pytest.StashKey[tuple[Path, Any, Any]]()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the stores and leave nothing behind."""
    if STORES in config.stash:
        folder, postgres, valkey = config.stash[STORES]
        valkey.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Settings]:
    """This worker's own database and Redis database number, configured for the process."""
    owner, superuser, redis_url = os.environ[SHARED_BY_ENV].split("|")
    name = f"smartlinks_{worker_id}"
    clone(superuser, name)
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    made = dataclasses.replace(
        base_settings(tmp_path_factory.mktemp("data")),
        database_url=make_url(owner).set(database=name).render_as_string(hide_password=False),
        redis_url=f"{redis_url}?db={number}",
    )
    db.configure(made)
    yield made
    for engine in list(db._engines.values()):
        engine.dispose()


def clone(superuser: str, name: str) -> None:
    """A copy of the migrated template under the given name, owned by the same role."""
    # From beside the template: while anybody is connected to it, nobody may copy it.
    engine = create_engine(make_url(superuser).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER smartlinks_owner"))
    engine.dispose()


@pytest.fixture
def location(settings: Settings) -> Tenant:
    """A fresh tenant on Pro, with an install: Alice's account."""
    return make_tenant(f"alice-{secrets.token_hex(6)}")


@pytest.fixture
def rival(settings: Settings) -> Tenant:
    """Another tenant, of another company, who must see nothing of the first."""
    return make_tenant(f"rival-{secrets.token_hex(6)}")
