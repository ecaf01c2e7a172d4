"""Starts the demo's world in its own data folder: stores, the sandbox CRM, and all of our processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from sqlalchemy import text

from plugin import db, host, tenancy
from plugin.demo.people import write_geo
from plugin.demo.ports import LOOPBACK, choose
from plugin.demo.secrets import demo_secrets
from plugin.embedded.child import LAUNCHER
from plugin.errors import SmartLinksError
from plugin.processes import Family
from plugin.settings import Settings, read

READY_S: Final = 60.0
POLL_S: Final = 0.1
ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the demo listens, on the loopback address."""

    app: int
    links: int
    crm: int


@dataclass(frozen=True, slots=True)
class World:
    """Everything, running."""

    settings: Settings
    app_url: str
    links_url: str
    crm_url: str
    family: Family
    stores: host.Stores


def free_ports(app: int | None, links: int | None, crm: int | None, defaults: tuple[int, int, int]) -> Ports:
    """The asked ports, or the next free ones from the defaults on; raises Conflict `port_taken`."""
    taken = {port for port in (app, links, crm) if port}
    return Ports(
        choose(app, defaults[0], taken),
        choose(links, defaults[1], taken),
        choose(crm, defaults[2], taken),
    )


@contextmanager
def running(data_dir: Path, ports: Ports) -> Iterator[World]:
    """The world while the block runs; stops everything however it ends."""
    crm_url = f"http://{LOOPBACK}:{ports.crm}"
    environ = environment(data_dir, ports, crm_url)
    with sandbox(environ, ports, data_dir), host.with_stores(environ) as stores:
        complete = stores.environ
        known = httpx.get(f"{crm_url}/_sandbox/keys", timeout=5).json()
        complete["CRM_WEBHOOK_KEYS"] = known["public_key"]
        complete["CRM_WORKFLOW_SECRETS"] = known["workflow_secret"]
        complete["CRM_PLANS"] = ",".join(f"{plan_id}={name.lower()}" for name, plan_id in known["plans"].items())
        settings = host.prepare(complete)
        db.configure(read(complete))
        move_default_domain(settings.short_host)
        family = Family(complete, log_dir=data_dir / "log")
        try:
            family.start(*host.programs(settings, LOOPBACK, ports.app, ports.links))
            world = World(read(complete), settings.app_url, settings.links_url, crm_url, family, stores)
            for url in (world.app_url, world.links_url):
                await_ready(f"{url}/readyz")
            yield world
        finally:
            family.stop()


def environment(data_dir: Path, ports: Ports, crm_url: str) -> dict[str, str]:
    """Settings of the demo: its own secrets, its own places; nothing of the caller's set-up reaches it."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONUNBUFFERED": "1",
        "DATA_DIR": str(data_dir),
        "APP_URL": f"http://{LOOPBACK}:{ports.app}",
        "LINKS_URL": f"http://{LOOPBACK}:{ports.links}",
        "CRM_API_URL": crm_url,
        "CRM_MARKETPLACE_URL": crm_url,
        "CRM_TRIGGER_URL": crm_url,
        "CRM_HOSTS": crm_url,
        "DEFAULT_PLAN": "pro",
        "LISTING_URL": f"{crm_url}/installed-apps",
        "GEO_DATABASE": str(write_geo(data_dir / "geo" / "demo.mmdb")),
        # The demo's visitors all come from this machine and say in X-Forwarded-For who they play.
        "TRUSTED_PROXIES": "127.0.0.0/8",
        **demo_secrets(data_dir),
    }


@contextmanager
def sandbox(environ: dict[str, str], ports: Ports, data_dir: Path) -> Iterator[None]:
    """The stand-in for the CRM as a process of its own."""
    program = [
        sys.executable, "-m", "sandbox", "--port", str(ports.crm), "--app-url", environ["APP_URL"],
        "--data", str(data_dir / "crm.sqlite"),
        "--webhook-url", f"{environ['APP_URL']}/webhooks/crm",
    ]  # fmt: skip
    # Through the stores' launcher, which ties its life to ours: the sandbox knows nothing of the product.
    owner = os.getpid()
    order = {"owner": owner, "death_signal": signal.SIGTERM, "account": None, "reach": [], "argv": program}
    (data_dir / "log").mkdir(parents=True, exist_ok=True)
    with (data_dir / "log" / "sandbox.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own sandbox
            [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(order)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={
                "PATH": environ["PATH"],
                # Not as arguments, which any user of the machine can read.
                "SANDBOX_CLIENT_ID": environ["CRM_CLIENT_ID"],
                "SANDBOX_CLIENT_SECRET": environ["CRM_CLIENT_SECRET"],
                "SANDBOX_SSO_KEY": environ["CRM_SSO_KEYS"],
            },
        )
    try:
        await_ready(f"{environ['CRM_API_URL']}/_sandbox/keys")
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_ready(url: str) -> None:
    """Return once the address answers 200; raises SmartLinksError `not_ready` after a minute."""
    deadline = time.monotonic() + READY_S
    last = "no answer"
    while time.monotonic() < deadline:
        try:
            answer = httpx.get(url, timeout=2)
            if answer.is_success:
                return
            last = f"{answer.status_code} {answer.text[:200]}"
        except httpx.HTTPError as fault:
            last = type(fault).__name__
        time.sleep(POLL_S)
    raise SmartLinksError(f"{url} is not ready after {READY_S:.0f} s: {last}", code="not_ready")


def move_default_domain(host_and_port: str) -> None:
    """The demo's links follow its port: a default domain left from a run on another port takes the new name.

    For real hosts it is the other way round (an old domain keeps its links), which is why `migrate` never does this.
    """
    with tenancy.unscoped("owner", "demo: the short domain follows the port") as session:
        older = session.execute(
            text("SELECT id FROM domains WHERE location_id IS NULL AND NOT is_default ORDER BY id LIMIT 1")
        ).scalar()
        if older is None:
            return
        session.execute(text("DELETE FROM domains WHERE is_default"))
        values = {"id": older, "host": host_and_port}
        session.execute(text("UPDATE domains SET host = :host, is_default = true WHERE id = :id"), values)
