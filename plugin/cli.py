"""The command line: `smartlinks demo|up|web|recorder|worker|cron|migrate|rebuild|modules|vault|geo update|doctor`."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from plugin import processes
from plugin.errors import SmartLinksError

LOOPBACK: Final = "127.0.0.1"
APP_PORT: Final = 8000
LINKS_PORT: Final = 8001
CRM_PORT: Final = 8100


def main(argv: list[str] | None = None) -> None:
    """Run one command; exits 0, or 1 with a sentence that says what is wrong."""
    asked = parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Into a pipe too, each step is to be read as it happens.
        sys.stdout.reconfigure(line_buffering=True)
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "info").upper(), format="%(levelname)s %(name)s %(message)s")
    # It logs each request's whole address, and those hold codes and contacts.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    processes.end_with_owner(os.environ)
    command: Callable[[argparse.Namespace], int] = asked.run
    try:
        code = command(asked)
    except SmartLinksError as error:
        print(f"smartlinks: {error.message}", file=sys.stderr)
        code = 1
    sys.exit(code)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="smartlinks", description="Branded short links inside the CRM.")
    commands = top.add_subparsers(required=True, metavar="command")
    demo = _add(commands, "demo", _demo, "everything on this machine against a sandbox CRM, to look at")
    demo.add_argument("--check", action="store_true", help="do the whole main job, print what was seen, stop")
    _ports(demo)
    demo.add_argument("--crm-port", type=int, help=f"the sandbox CRM's port (default {CRM_PORT})")
    up = _add(commands, "up", _up, "all processes of one host, with embedded stores where none are given")
    _listen(up)
    web = _add(commands, "web", _web, "the web processes: dashboard and API, and the short links")
    web.add_argument("--only", choices=("app", "clicks"), help="just one of the two")
    _listen(web)
    _add(commands, "recorder", _recorder, "brings the clicks of this host's journals to PostgreSQL")
    _add(commands, "worker", _worker, "does the work in the CRM")
    _add(commands, "cron", _cron, "what runs while you sleep")
    _add(commands, "migrate", _migrate, "bring the database to this version")
    modules = _add(commands, "modules", _modules, "the workflow triggers and actions, as files for the CRM's portal")
    modules.add_argument("folder", help="where to write them")
    rebuild = _add(commands, "rebuild", _rebuild, "count all clicks anew, while they go on being recorded")
    rebuild.add_argument("--location", type=int, help="one account's only, by our own id")
    vault = _add(commands, "vault", _vault, "the stored tokens and secrets, sealed with VAULT_KEYS")
    vault.add_argument("verb", choices=("rotate",), help="seal all anew under the newest key")
    geo = _add(commands, "geo", _geo, "the database that tells places from addresses")
    geo.add_argument("verb", choices=("update",), help="fetch the newest one with the MaxMind key")
    _add(commands, "doctor", _doctor, "say in words what is missing")
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - its only name


def _add(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=words, description=words)
    made.set_defaults(run=run)
    return made


def _ports(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, help=f"the app's port (default {APP_PORT})")
    command.add_argument("--links-port", type=int, help=f"the short links' port (default {LINKS_PORT})")


def _listen(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default=LOOPBACK, help=f"the address to listen on (default {LOOPBACK})")
    _ports(command)


# Each command imports what it needs when it is run: `smartlinks migrate` must not wait for the web server's imports.


def _demo(asked: argparse.Namespace) -> int:
    from plugin.demo import check, show  # noqa: PLC0415

    return check.run(asked) if asked.check else show.run(asked)


def _up(asked: argparse.Namespace) -> int:
    from plugin import host  # noqa: PLC0415

    return host.up(os.environ, asked.host, asked.port or APP_PORT, asked.links_port or LINKS_PORT)


def _web(asked: argparse.Namespace) -> int:
    from plugin import host  # noqa: PLC0415

    return host.web(os.environ, asked.only, asked.host, asked.port or APP_PORT, asked.links_port or LINKS_PORT)


def _recorder(_asked: argparse.Namespace) -> int:
    from plugin import host  # noqa: PLC0415

    return host.recorder(os.environ)


def _worker(_asked: argparse.Namespace) -> int:
    from plugin import host  # noqa: PLC0415

    return host.worker(os.environ)


def _cron(_asked: argparse.Namespace) -> int:
    from plugin import host  # noqa: PLC0415

    return host.cron(os.environ)


def _migrate(_asked: argparse.Namespace) -> int:
    from plugin import migrate, settings  # noqa: PLC0415

    migrate.migrate(settings.read(os.environ))
    print("The database is up to date.")
    return 0


def _modules(asked: argparse.Namespace) -> int:
    from plugin import settings  # noqa: PLC0415
    from plugin.workflows import modules  # noqa: PLC0415

    for path in modules.write(settings.read(os.environ).app_url, Path(asked.folder)):
        print(path)
    return 0


def _rebuild(asked: argparse.Namespace) -> int:
    from plugin import db, settings  # noqa: PLC0415
    from plugin.clicks.rebuild import rebuild_all  # noqa: PLC0415
    from plugin.locations.book import every_id  # noqa: PLC0415

    db.configure(settings.read(os.environ))
    rebuild_all(every_id() if asked.location is None else [asked.location], print)
    return 0


def _vault(_asked: argparse.Namespace) -> int:
    from plugin import db, reseal, settings  # noqa: PLC0415

    db.configure(settings.read(os.environ))
    told = reseal.reseal()
    print(f"{told.seen} secrets are stored, {told.moved} of them were sealed anew under the newest key.")
    if told.locked:
        print(f"{told.locked} are opened by none of VAULT_KEYS: put back the key that is missing.", file=sys.stderr)
    if told.left:
        print(f"{told.left} accounts or companies were busy: give the command again.", file=sys.stderr)
    return 1 if told.locked or told.left else 0


def _geo(_asked: argparse.Namespace) -> int:
    from plugin import geo_update, settings  # noqa: PLC0415

    print(geo_update.update(settings.read(os.environ)))
    return 0


def _doctor(_asked: argparse.Namespace) -> int:
    from plugin import doctor, settings  # noqa: PLC0415

    return doctor.main(settings.read(os.environ))


if __name__ == "__main__":
    main()
