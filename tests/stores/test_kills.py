"""The embedded stores survive the death of either side: theirs, or their owner's."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from plugin.embedded import start_postgres, start_valkey, stores
from plugin.embedded.place import take
from tests.stores.ask import await_end, kept, owner, put

pytestmark = pytest.mark.fault


def test_killed_stores_come_back_with_what_they_had(tmp_path: Path) -> None:
    with stores(tmp_path) as running:
        put(running.postgres.url_owner, running.valkey.url)
        running.postgres.process.kill()
        running.valkey.process.kill()
    with stores(tmp_path) as running:
        assert kept(running) == ("here", "here")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_stores_end_with_their_owner_however_it_ends(tmp_path: Path, number: signal.Signals) -> None:
    with owner(tmp_path) as (process, told):
        process.send_signal(number)
        assert all(await_end(pid) for pid in told["pids"])
    for store in ("postgres", "valkey"):
        take(tmp_path, store).leave()


def test_a_new_owner_takes_over_at_once_from_a_killed_one(tmp_path: Path) -> None:
    with owner(tmp_path) as (process, told):
        put(told["database"], told["valkey"])
        process.kill()
        process.wait()
        with stores(tmp_path) as running:
            assert kept(running) == ("here", "here")
            assert (running.postgres.url_owner, running.valkey.url) == (told["database"], told["valkey"])


def test_the_pid_of_a_dead_server_given_to_another_program_stops_nothing(tmp_path: Path) -> None:
    postgres = start_postgres(tmp_path)
    postgres.process.kill()
    postgres.stop()
    stale = tmp_path / "postgres" / "postmaster.pid"
    valkey = start_valkey(tmp_path)
    lines = stale.read_text().splitlines()
    stale.write_text("\n".join([str(valkey.process.pid), *lines[1:]]) + "\n")
    start_postgres(tmp_path).stop()
    assert valkey.process.poll() is None
    valkey.stop()


def test_an_interrupted_first_start_is_begun_again(tmp_path: Path) -> None:
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    start_postgres(tmp_path).stop()
    assert not half.exists()
