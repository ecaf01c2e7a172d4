"""A host with real processes and stores to break, and visitors who click all the while and remember each answer."""

from __future__ import annotations

import http.client
import itertools
import os
import random
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cryptography.fernet import Fernet
from sqlalchemy.exc import SQLAlchemyError

from plugin import db, host, tenancy
from plugin.demo.ports import LOOPBACK, any_free
from plugin.demo.world import await_ready, move_default_domain
from plugin.links import verbs as links
from plugin.processes import Family, smartlinks
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CHROME, IPHONE, rows
from tests.recount import check

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "2"))
OUTAGE_S = float(os.environ.get("FAULT_OUTAGE_S", "4"))
VISITORS = 4
PAUSE_S = 0.002
AGENTS = (CHROME, IPHONE)
PATIENCE_S = 120.0


@dataclass
class Scene:
    """What runs: one tenant with a few links whose clicks name a contact each, by which every one is known again."""

    settings: Settings
    stores: host.Stores
    family: Family
    port: int
    location: Tenant = field(init=False)
    slugs: list[str] = field(init=False)
    answered: list[str] = field(default_factory=list)

    def move_in(self) -> None:
        """Another tenant, so that what is counted next is counted alone; its links are known to the front door."""
        self.location = make_tenant(f"broken-{secrets.token_hex(4)}")
        self.slugs = [make_link(self.location, each) for each in range(3)]
        self.answered = []
        with Crowd(self) as crowd:
            crowd.goes_on()

    def once(self, holds: Callable[[], bool]) -> None:
        """Return once it holds, tending the stores meanwhile; stores are started by the main thread only."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, "it never came true"
            self.stores.tend()
            threading.Event().wait(0.05)

    def rows_of_answers(self) -> list[str]:
        """The contact of each recorded click, oldest first; none while PostgreSQL is away."""
        return [row.crm_contact_id for row in rows(self.location, "SELECT crm_contact_id FROM clicks ORDER BY seq")]

    def all_is_there(self) -> int:
        """Every answered click stands in the database once, and every number is a recount; how many rows."""
        self.once(lambda: self.count() >= len(self.answered) and set(self.answered) <= set(self.rows_of_answers()))
        kept = self.rows_of_answers()
        assert len(kept) == len(set(kept))
        check(self.location)
        return len(kept)

    def count(self) -> int:
        """How many rows there are; none while PostgreSQL does not answer."""
        with suppress(SQLAlchemyError):
            return int(rows(self.location, "SELECT count(*) FROM clicks")[0][0])
        return 0

    def metric(self, name: str) -> float:
        """A number of the clicks processes' /metrics, summed over its labels."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        connection.close()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.partition("{")[0].split(" ")[0] == name)


class Crowd:
    """Visitors who click from threads of their own while the block runs; `failed` holds what was no redirect.

    With `again` they do as browsers do with a kept connection that the server has closed: ask once more on a new one.
    """

    _numbers = itertools.count()

    def __init__(self, scene: Scene, *, keep_alive: bool = True, again: bool = False) -> None:
        self.scene, self.keep_alive, self.again = scene, keep_alive, again
        self.asked_again = 0
        self.latencies: list[float] = []
        self.answered: list[str] = []
        self.failed: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        self.scene.answered += self.answered

    def lasts(self, seconds: float) -> None:
        """Let them click for a while."""
        threading.Event().wait(seconds)

    def goes_on(self) -> None:
        """Return once visitors are answered as they should be again."""
        least = len(self.answered) + 20 * len(self.scene.slugs)
        self.scene.once(lambda: len(self.answered) >= least)

    @property
    def p99_ms(self) -> float:
        """The 99th percentile of the answers' times in milliseconds."""
        return statistics.quantiles(self.latencies, n=100)[98] * 1000

    def _visit(self) -> None:
        connection = None
        while not self._over.wait(PAUSE_S):
            number = next(self._numbers)
            if connection and self.again:
                connection = self._ask(connection, number)
                if connection:
                    continue
                self.failed.pop()
                self.asked_again += 1
            connection = self._ask(
                connection or http.client.HTTPConnection(LOOPBACK, self.scene.port, timeout=10), number
            )
        if connection:
            connection.close()

    def _ask(self, connection: http.client.HTTPConnection, number: int) -> http.client.HTTPConnection | None:
        """The connection, if it can be used again."""
        try:
            self._click(connection, number)
        except (OSError, http.client.HTTPException) as fault:
            self.failed.append(type(fault).__name__)
        else:
            if self.keep_alive:
                return connection
        connection.close()
        return None

    def _click(self, connection: http.client.HTTPConnection, number: int) -> None:
        contact, slug = f"Fault{number:08d}", self.scene.slugs[number % len(self.scene.slugs)]
        headers = {
            "User-Agent": AGENTS[number % 2],
            "Host": self.scene.settings.short_host,
            "X-Forwarded-For": f"203.0.113.{number % 250}",
            **({} if self.keep_alive else {"Connection": "close"}),
        }
        began = time.monotonic()
        connection.request("GET", f"/{slug}?c={contact}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        self.latencies.append(time.monotonic() - began)
        if answer.status == http.client.FOUND:
            self.answered.append(contact)
        else:
            self.failed.append(str(answer.status))


@contextmanager
def scene(data_dir: Path, before: Settings, **more: str) -> Iterator[Scene]:
    """The host while the block runs; afterwards this process is at the settings `before` again."""
    port = any_free()
    environ = environment(data_dir, port, more)
    with host.with_stores(environ) as stores:
        settings = host.prepare(stores.environ)
        db.configure(settings)
        move_default_domain(settings.short_host)
        family = Family(stores.environ, log_dir=data_dir / "log")
        try:
            family.start(smartlinks("recorder", "recorder"), clicks_program(port))
            await_ready(f"http://{LOOPBACK}:{port}/healthz")
            made = Scene(settings, stores, family, port)
            made.move_in()
            yield made
        finally:
            family.stop()
            db.configure(before)


def environment(data_dir: Path, port: int, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONUNBUFFERED": "1",
        "DATA_DIR": str(data_dir),
        "LINKS_URL": f"http://{LOOPBACK}:{port}",
        "TRUSTED_PROXIES": "127.0.0.0/8",
        "SECRET_KEY": secrets.token_hex(32),
        "VISITOR_SECRET": secrets.token_hex(32),
        "VAULT_KEYS": Fernet.generate_key().decode(),
        "CRM_CLIENT_ID": "faults-1",
        "CRM_CLIENT_SECRET": "faults",
        "CRM_SSO_KEYS": "faults",
        "LOG_LEVEL": "warning",
        **more,
    }


def clicks_program(port: int) -> Any:
    return smartlinks("clicks", "web", "--only", "clicks", "--host", LOOPBACK, "--links-port", str(port))


def make_link(location: Tenant, number: int) -> str:
    fields = {"destination": f"https://example.com/{number}"}
    with tenancy.tenant(location.id) as session:
        return str(links.create(session, fields, "faults", datetime.now(UTC)).slug)


def kill(pids: list[int], number: int) -> None:
    """A signal to processes, some of which may have ended by themselves."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def a_moment() -> float:
    """Some part of a second, another one each time."""
    return random.SystemRandom().uniform(0.1, 1.0)
