"""A PostgreSQL that asks our roles for their passwords, and pgbouncer in transaction mode before it."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from plugin import db, embedded
from plugin.migrate import migrate
from plugin.settings import Settings
from tests.served import stop, wait_for

PGBOUNCER: Final = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
needs_pgbouncer = pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed")
CONNECTIONS: Final = 3  # of each role; fewer than threads, so that they share
# It asks PostgreSQL for what it keeps of a role's password, and logs in there by what the client proves.
CONFIG: Final = """
[databases]
smartlinks = host={run} dbname=smartlinks
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_user = postgres
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 200
"""


@contextmanager
def pooled(settings: Settings, folder: Path) -> Iterator[Settings]:
    """Settings that lead through a pooler while the block runs, and past it for what must; main thread only."""
    folder.chmod(0o711)
    with ExitStack() as undo:
        store = embedded.start_postgres(folder / "stores", durable=False)
        undo.callback(store.stop)
        direct = dataclasses.replace(settings, data_dir=folder, database_url=store.url_owner)
        migrate(direct)
        ask_for_passwords(store)
        port = free_port()
        process = pgbouncer(store, folder, port)
        undo.callback(stop, process)
        url = make_url(store.url_owner).set(host="127.0.0.1", port=port, query={})
        mine = dataclasses.replace(
            direct,
            database_url=url.render_as_string(hide_password=False),
            database_direct_url=store.url_owner,
        )
        undo.callback(db.configure, settings)
        db.configure(mine)
        wait_for(lambda: answers(mine), folder / "log", 30)
        yield mine


def ask_for_passwords(store: embedded.Postgres) -> None:
    ours = ",".join(db.role_name(role) for role in db.ROLES)
    (store.place.data / "pg_hba.conf").write_text(f"local all {ours} scram-sha-256\nlocal all all trust\n")
    engine = create_engine(store.superuser_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def pgbouncer(store: embedded.Postgres, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """As the account that PostgreSQL runs as: it refuses to be root, and the socket is that account's alone."""
    config = folder / "pgbouncer.ini"
    config.write_text(CONFIG.format(run=store.socket_dir, port=port, connections=CONNECTIONS))
    config.chmod(0o644)
    account = store.place.account
    identity = {"user": account.uid, "group": account.gid, "extra_groups": list[int]()} if account else {}
    with (folder / "log").open("wb") as log:
        return subprocess.Popen([str(PGBOUNCER), str(config)], stdout=log, stderr=log, **identity)  # type: ignore[call-overload, no-any-return]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(settings: Settings) -> bool:
    url = db.role_url(settings, "app").set(drivername="postgresql").render_as_string(hide_password=False)
    with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
        return True
    return False
