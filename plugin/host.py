"""The processes of one host, each as a function: web servers, recorder, worker, cron, and `up` for all of them."""

from __future__ import annotations

import logging
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final, Literal

from granian.constants import Interfaces
from granian.log import LogLevels

from plugin import db, embedded
from plugin.migrate import migrate
from plugin.processes import Family, Program, smartlinks
from plugin.server import Server
from plugin.settings import Settings, read
from workers import record_clicks, schedule, work_queue

TARGETS: Final = {"app": "plugin.wsgi:app", "clicks": "plugin.wsgi:clicks"}
Origin = Literal["app", "clicks"]
log = logging.getLogger(__name__)


@dataclass
class Stores:
    """The embedded stores of this process, if any, and the environment that leads to them."""

    environ: dict[str, str]
    data_dir: Path
    running: dict[str, embedded.Postgres | embedded.Valkey] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one store and note its address."""
        if name == "postgres":
            self.running[name] = postgres = embedded.start_postgres(self.data_dir)
            self.environ["DATABASE_URL"] = postgres.url_owner
        else:
            self.running[name] = valkey = embedded.start_valkey(self.data_dir)
            self.environ["REDIS_URL"] = valkey.url

    def tend(self) -> None:
        """Start again what has died; its address stays the same."""
        for name, store in list(self.running.items()):
            if store.process.poll() is not None:
                log.error("%s ended with %s; starting it again", name, store.process.returncode)
                store.stop()
                self.start(name)

    def stop(self) -> None:
        """Stop them, the last one first."""
        for store in reversed(self.running.values()):
            store.stop()


def up(environ: Mapping[str, str], address: str, port: int, links_port: int) -> int:
    """Everything on this host, until Ctrl-C or SIGTERM."""
    with with_stores(environ) as stores:
        settings = prepare(stores.environ)
        family = Family(stores.environ)
        family.end_on_signals()
        family.start(*programs(settings, address, port, links_port))
        try:
            family.wait(stores.tend)
        finally:
            family.stop()
    return 0


@contextmanager
def with_stores(environ: Mapping[str, str]) -> Iterator[Stores]:
    """Embedded stores where DATABASE_URL or REDIS_URL is not given, while the block runs; main thread only."""
    settings = read(environ)
    stores = Stores(dict(environ), settings.data_dir)
    try:
        if not settings.database_url:
            stores.start("postgres")
        if not settings.redis_url:
            stores.start("valkey")
        yield stores
    finally:
        stores.stop()


def prepare(environ: dict[str, str]) -> Settings:
    """Folders and schema, before any process starts; adds what they share to `environ`."""
    settings = read(environ)
    metrics = settings.data_dir / "metrics"
    # Counters of processes that have ended: a new run counts from nought, as Prometheus expects.
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    environ["DATA_DIR"] = str(settings.data_dir)
    settings.journal_dir.mkdir(parents=True, exist_ok=True)
    migrate(settings)
    return settings


def programs(settings: Settings, address: str, port: int, links_port: int) -> list[Program]:
    """What runs on a host, in order of start."""
    listen = ("--host", address, "--port", str(port), "--links-port", str(links_port))
    return [
        smartlinks("recorder", "recorder"),
        smartlinks("clicks", "web", "--only", "clicks", *listen),
        smartlinks("app", "web", "--only", "app", *listen),
        *(smartlinks(f"worker-{number}", "worker") for number in range(1, settings.workers + 1)),
        smartlinks("cron", "cron"),
    ]


def web(environ: Mapping[str, str], only: Origin | None, address: str, port: int, links_port: int) -> int:
    """One web server in this process, or both as two processes of a family."""
    settings = read(environ)
    if only:
        serve(settings, only, address, port if only == "app" else links_port)
        return 0
    family = Family(environ)
    family.end_on_signals()
    family.start(*(each for each in programs(settings, address, port, links_port) if each.name in TARGETS))
    try:
        family.wait(lambda: None)
    finally:
        family.stop()
    return 0


def serve(settings: Settings, origin: Origin, address: str, port: int) -> None:
    """Granian with this host's number of processes and threads, until it is told to end."""
    Server(
        TARGETS[origin],
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        backlog=1024,
        respawn_failed_workers=True,
        log_level=LogLevels(settings.log_level),
        log_access=False,
        websockets=False,
    ).serve()


def recorder(environ: Mapping[str, str]) -> int:
    """The recorder, until it is told to end."""
    settings = _configured(environ)
    record_clicks.run(settings, _stop_on_signals())
    return 0


def worker(environ: Mapping[str, str]) -> int:
    """An RQ worker, until it is told to end."""
    work_queue.work(_configured(environ))
    return 0


def cron(environ: Mapping[str, str]) -> int:
    """What runs while you sleep, until it is told to end."""
    schedule.run(_configured(environ), _stop_on_signals())
    return 0


def _configured(environ: Mapping[str, str]) -> Settings:
    settings = read(environ)
    db.configure(settings)
    return settings


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return stop
