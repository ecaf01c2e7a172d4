"""The worker does its jobs through the death and return of Redis, and ends politely."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from plugin import db, embedded, jobs
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import rows

pytestmark = pytest.mark.fault
ROOT: Final = Path(__file__).resolve().parents[2]
WORKER: Final = """
import dataclasses, pathlib, sys
from plugin import db
from tests.conftest import base_settings
from workers.work_queue import work
settings = dataclasses.replace(base_settings(pathlib.Path(".")), database_url=sys.argv[1], redis_url=sys.argv[2])
db.configure(settings)
work(settings)
"""


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    arguments = [sys.executable, "-c", WORKER, str(settings.database_url), str(settings.redis_url)]
    with subprocess.Popen(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        try:
            yield process
        finally:
            process.kill()


def work_is_done(location: Tenant, link: int) -> None:
    """Ask for a job whose effect can be seen, as often as the sweeper would, until it is done."""
    insert = "INSERT INTO forgotten_links VALUES (:home, :link) RETURNING 1"
    rows(location, insert, home=location.id, link=link)
    pause = threading.Event()
    for _ in range(600):
        if not rows(location, "SELECT 1 FROM forgotten_links WHERE link_id = :link", link=link):
            return
        jobs.tell("forget_link", location_id=location.id, link_id=link)
        pause.wait(0.1)
    pytest.fail("the job was never done")


def test_a_worker_outlives_redis(settings: Settings, location: Tenant, tmp_path: Path) -> None:
    store = embedded.start_valkey(tmp_path)
    mine = dataclasses.replace(settings, redis_url=store.url)
    db.configure(mine)
    try:
        with worker(mine) as process:
            work_is_done(location, 1)
            store.process.kill()
            store.stop()
            assert not jobs.tell("forget_link", location_id=location.id, link_id=1)
            store = embedded.start_valkey(tmp_path)
            work_is_done(location, 2)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    finally:
        db.configure(settings)
        store.stop()


def test_a_worker_may_be_there_before_redis(settings: Settings, location: Tenant, tmp_path: Path) -> None:
    store = embedded.start_valkey(tmp_path)
    store.stop()
    mine = dataclasses.replace(settings, redis_url=store.url)
    db.configure(mine)
    try:
        with worker(mine) as process:
            store = embedded.start_valkey(tmp_path)
            work_is_done(location, 1)
            assert process.poll() is None
    finally:
        db.configure(settings)
        store.stop()
