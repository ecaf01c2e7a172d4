"""A streaming replica of a PostgreSQL of its own, made with the binaries that the wheel brings."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from plugin import db, embedded
from plugin.embedded.place import private_folder
from plugin.embedded.postgres import binaries
from plugin.migrate import migrate
from plugin.settings import Settings
from tests.served import wait_for


@dataclass(frozen=True)
class Pair:
    """A server and the replica that reports are read from."""

    settings: Settings
    primary: embedded.Postgres
    replica: embedded.Postgres


@contextmanager
def replicated(settings: Settings, folder: Path) -> Iterator[Pair]:
    """Both while the block runs, with this process at them; main thread only."""
    folder.chmod(0o711)
    with ExitStack() as undo:
        primary = embedded.start_postgres(folder / "primary", durable=False)
        undo.callback(primary.stop)
        copy(primary, folder / "replica" / "postgres")
        replica = embedded.start_postgres(folder / "replica", durable=False)
        undo.callback(replica.stop)
        mine = dataclasses.replace(
            settings, data_dir=folder, database_url=primary.url_owner, reports_database_url=replica.url_owner
        )
        migrate(mine)
        there = run(primary, "SELECT pg_current_wal_lsn()")
        wait_for(lambda: run(replica, f"SELECT pg_last_wal_replay_lsn() >= '{there}'"))
        undo.callback(db.configure, settings)
        db.configure(mine)
        yield Pair(mine, primary, replica)


def copy(primary: embedded.Postgres, data: Path) -> None:
    """A base backup that will follow the server over its socket."""
    with (primary.place.data / "pg_hba.conf").open("a") as rules:
        rules.write("local replication all trust\n")
    run(primary, "SELECT pg_reload_conf()")
    data.parent.mkdir(mode=0o711)
    account = primary.place.account
    private_folder(data, account)
    program = binaries() / "pg_basebackup"
    options = ["-h", str(primary.socket_dir), "-U", "postgres", "-D", str(data), "-X", "stream", "-c", "fast", "-R"]
    identity = {"user": account.uid, "group": account.gid, "extra_groups": list[int]()} if account else {}
    subprocess.run([str(program), *options], check=True, cwd="/", **identity)  # type: ignore[call-overload]


def run(server: embedded.Postgres, sql: str) -> object:
    """One statement as the superuser, in the product's database."""
    engine = create_engine(server.superuser_url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            return connection.execute(text(sql)).scalar()
    finally:
        engine.dispose()
