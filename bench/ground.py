"""A host to measure: embedded stores, one tenant with many links, and granian processes pinned to a core."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import select

from plugin import db, host, tenancy
from plugin.demo.ports import any_free
from plugin.links import verbs as links
from plugin.locations.models import LOCATION_IDS, Company, Location, Terms
from plugin.settings import Settings

LINKS = 500
CLICKS = "plugin.wsgi:clicks"
SERVER_CORE, LOAD_CORE = "0", "1"
# A country's, a device's and a parameter's rule, of which some hold for some visitors, and a split for all others.
ROUTED: dict[str, Any] = {
    "rules": [
        {"when": [{"kind": "country", "countries": ["DE", "AT"]}], "destination": "https://destination.example/de"},
        {
            "when": [
                {"kind": "country", "countries": ["US"]},
                {"kind": "device", "devices": ["mobile"]},
            ],
            "destination": "https://destination.example/us/phones",
        },
        {
            "when": [{"kind": "query", "name": "ref", "test": "equals", "values": ["vip"]}],
            "destination": "https://destination.example/vip",
        },
    ],
    "split": [
        {"destination": "https://destination.example/one", "weight": 60},
        {"destination": "https://destination.example/two", "weight": 40},
    ],
}


@dataclass(frozen=True)
class Ground:
    """Stores that run, a tenant, the paths of its links, and of others that have three rules and a split."""

    environ: dict[str, str]
    settings: Settings
    location_id: int
    paths: list[str]
    routed: list[str]


class Server(NamedTuple):
    """Where it listens, and the process whose child is the worker."""

    port: int
    pid: int


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """The host while the block runs, its data in `folder`."""
    environ = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_hex(32),
        "VAULT_KEYS": Fernet.generate_key().decode(),
        "VISITOR_SECRET": secrets.token_hex(32),
        "CRM_CLIENT_ID": "bench-1",
        "CRM_CLIENT_SECRET": "bench",
        "CRM_SSO_KEYS": "bench",
        "LINKS_URL": "http://bench.example",
        "TRUSTED_PROXIES": "127.0.0.0/8",
        "LOG_LEVEL": "warning",
    }
    with host.with_stores(environ) as stores:
        settings = host.prepare(stores.environ)
        db.configure(settings)
        location_id = tenant()
        with tenancy.tenant(location_id) as session:
            paths = [make_link(session, number) for number in range(LINKS)]
            routed = [make_link(session, number, **ROUTED) for number in range(LINKS)]
        yield Ground(stores.environ, settings, location_id, paths, routed)


def tenant() -> int:
    """A tenant on Pro."""
    with tenancy.tenant(0) as session:
        company = Company(crm_company_id=secrets.token_hex(10))
        session.add(company)
        session.flush()
        company_id, location_id = company.id, session.scalar(select(LOCATION_IDS.next_value())) or 0
    with tenancy.tenant(location_id) as session:
        session.add(Location(id=location_id, company_id=company_id, crm_location_id=secrets.token_hex(10)))
        session.flush()
        session.add(Terms(location_id=location_id, plan="pro", visitor_salt=secrets.token_bytes(16)))
    return location_id


def make_link(session: Any, number: int, **more: Any) -> str:
    """One link; gives its path."""
    fields = {"destination": f"https://destination.example/a/page/{number}?with=a&query=string", **more}
    return f"/{links.create(session, fields, 'bench', datetime.now(UTC)).slug}"


@contextmanager
def server(target: str, environ: dict[str, str]) -> Iterator[Server]:
    """Granian with one worker on SERVER_CORE, once it answers."""
    port = any_free()
    process = subprocess.Popen(
        [
            "taskset", "-c", SERVER_CORE, sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
            "--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning", target,
        ],
        env=environ,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await_answer(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def await_answer(port: int) -> None:
    """Return once something answers on the port; raises TimeoutError after half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")
