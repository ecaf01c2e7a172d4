"""Stores, the sandbox CRM, our processes, and accounts with contacts and tagged links."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import text

from oauth import installs
from oauth.grant import grant_of
from plugin import db, host, tenancy
from plugin.links import verbs as links
from plugin.processes import Family, smartlinks
from plugin.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CONTROLS = httpx.Client(timeout=60, trust_env=False)
SWITCHES = """
INSERT INTO switches (location_id, note, sync, window_s) VALUES (:location_id, true, true, :window_s)
"""


@dataclass(frozen=True)
class Size:
    """How much of everything; `links` and `contacts` are each location's."""

    locations: int
    contacts: int
    links: int
    clicks: int
    seconds: float
    window_s: int
    workers: int


@dataclass(frozen=True)
class Account:
    """One location: its links with the tags that each puts on a contact, and its contacts."""

    id: int
    crm_id: str
    links: dict[int, tuple[str, ...]]
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What runs."""

    size: Size
    settings: Settings
    crm_url: str
    family: Family
    accounts: tuple[Account, ...]

    def crm(self, method: str, path: str, **options: Any) -> Any:
        """The JSON of one of the sandbox's own controls."""
        answer = CONTROLS.request(method, f"{self.crm_url}/_sandbox{path}", **options)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def world(folder: Path, size: Size) -> Iterator[World]:
    """All of it while the block runs, data and logs in `folder`."""
    with sandbox() as crm_url, host.with_stores(environment(folder, crm_url)) as stores:
        settings = host.prepare(stores.environ)
        db.configure(settings)
        family = Family(stores.environ, log_dir=folder / "log")
        made = World(size, settings, crm_url, family, ())
        made = replace(made, accounts=tuple(account(made) for _ in range(size.locations)))
        workers = [smartlinks(f"worker-{number}", "worker") for number in range(size.workers)]
        try:
            family.start(smartlinks("recorder", "recorder"), smartlinks("cron", "cron"), *workers)
            yield made
        finally:
            family.stop()


def environment(folder: Path, crm_url: str) -> dict[str, str]:
    """Settings of the bench alone."""
    keys = httpx.get(f"{crm_url}/_sandbox/keys", timeout=20, trust_env=False).json()
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_hex(32),
        "VAULT_KEYS": Fernet.generate_key().decode(),
        "VISITOR_SECRET": secrets.token_hex(32),
        "CRM_API_URL": crm_url,
        "CRM_CLIENT_ID": keys["client_id"],
        "CRM_CLIENT_SECRET": keys["client_secret"],
        "CRM_SSO_KEYS": "bench",
        "CRM_PLANS": ",".join(f"{plan_id}={name.lower()}" for name, plan_id in keys["plans"].items()),
        "CRM_WORKFLOW_SECRET": secrets.token_hex(32),
        "LINKS_URL": "http://bench.example",
        "DEFAULT_PLAN": "pro",
        "LOG_LEVEL": "error",
    }


@contextmanager
def sandbox() -> Iterator[str]:
    """The stand-in for the CRM while the block runs; its address."""
    program = [sys.executable, "-m", "sandbox", "--port", "0"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[1]
        finally:
            process.terminate()
            process.wait(20)


def account(made: World) -> Account:
    """A location with us installed, everything switched on, three tags to a link."""
    crm_id = made.crm("POST", "/locations", json={"name": "Bench"})["location"]["id"]
    now = datetime.now(UTC)
    place = installs.complete(grant_of(made.crm("POST", "/tokens", json={"location_id": crm_id}), now), now)
    people = [{"location_id": crm_id, "firstName": f"Jo {number}"} for number in range(made.size.contacts)]
    contacts = made.crm("POST", "/contacts", json={"contacts": people})["contacts"]
    with tenancy.tenant(place.location_id) as session:
        session.execute(text(SWITCHES), {"location_id": place.location_id, "window_s": made.size.window_s})
        tagged = dict(link(session, number) for number in range(made.size.links))
    return Account(place.location_id, crm_id, tagged, tuple(one["id"] for one in contacts))


def link(session: Any, number: int) -> tuple[int, tuple[str, ...]]:
    """A link's id and its tags, one of which all links share."""
    tags = ("clicked", f"link {number}", f"group {number % 7}")
    fields = {"destination": f"https://destination.example/{number}", "crm_tags": list(tags)}
    return int(links.create(session, fields, "bench", datetime.now(UTC)).id), tags
