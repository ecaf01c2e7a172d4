"""Brings the database to this version: roles, schema, partitions and the default short domain; safe to repeat."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from plugin import db
from plugin.clicks.partitions import make_partitions
from plugin.settings import Settings

SCRIPTS: Final = Path(__file__).resolve().parent.parent / "migrations"
LOCK: Final = 0x534C_4D49  # two hosts may start at once; the second waits here and finds nothing to do


def migrate(settings: Settings) -> None:
    """Run everything that is missing, as the owner role of DATABASE_URL, in one transaction under a lock."""
    owner = create_engine(db.role_url(settings, db.OWNER), connect_args=db.connect_args(db.OWNER))
    try:
        with owner.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            make_roles(connection, settings)
            command.upgrade(config(connection), "head")
            make_partitions(connection, datetime.now(UTC).date())
            make_default_domain(connection, settings.short_host)
    finally:
        owner.dispose()


def config(connection: Connection) -> Config:
    """Alembic's configuration, made here so that there is no file to keep beside the settings."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def is_current(connection: Connection) -> bool:
    """Whether the schema is the one that this code was written for."""
    present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == set(ScriptDirectory(str(SCRIPTS)).get_heads())


def make_roles(connection: Connection, settings: Settings) -> None:
    """The four roles that work with rows; neither superuser nor allowed past row security."""
    for role in db.ROLES:
        name, password = db.role_name(role), db.role_password(settings.secret_key, role)
        exists = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).scalar()
        verb = "ALTER" if exists else "CREATE"
        # A password from our own alphabet [A-Za-z0-9_-]: role statements take no parameters.
        connection.execute(text(f"{verb} ROLE {name} LOGIN PASSWORD '{password}'"))
        for setting, value in db.ROLE_SETTINGS[role].items():
            connection.execute(text(f"ALTER ROLE {name} SET {setting} = '{value}'"))


def make_default_domain(connection: Connection, host: str) -> None:
    """The short domain of LINKS_URL is a row like any other; an earlier default keeps its links and its row."""
    found = connection.execute(text("SELECT host FROM domains WHERE is_default"), {}).scalar()
    if found == host:
        return
    connection.execute(text("UPDATE domains SET is_default = false WHERE is_default"))
    connection.execute(
        text("INSERT INTO domains (host, is_default) VALUES (:host, true) "
             "ON CONFLICT (host) DO UPDATE SET is_default = true"),
        {"host": host},
    )  # fmt: skip
