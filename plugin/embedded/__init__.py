"""PostgreSQL and Valkey from wheels, when no DATABASE_URL / REDIS_URL is given: they start and stop with us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugin.embedded.postgres import Postgres, start_postgres
from plugin.embedded.valkey import Valkey, start_valkey

__all__ = ["Postgres", "Stores", "Valkey", "start_postgres", "start_valkey", "stores"]


@dataclass(frozen=True, slots=True)
class Stores:
    """Both stores, running."""

    postgres: Postgres
    valkey: Valkey


@contextmanager
def stores(data_dir: Path, *, durable: bool = True) -> Iterator[Stores]:
    """Both stores over `data_dir` while the block runs; raises as start_postgres and start_valkey do."""
    with ExitStack() as running:
        postgres = start_postgres(data_dir, durable=durable)
        running.callback(postgres.stop)
        valkey = start_valkey(data_dir)
        running.callback(valkey.stop)
        yield Stores(postgres, valkey)
