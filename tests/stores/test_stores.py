"""The embedded stores keep what they are given, are private, and leave nothing behind."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import psycopg
import pytest
import redis

from plugin.embedded import start_postgres, start_valkey, stores
from plugin.errors import Conflict, SmartLinksError
from tests.stores.ask import kept, plain, processes_naming, put


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    with stores(tmp_path) as running:
        put(running.postgres.url_owner, running.valkey.url)
    with stores(tmp_path) as running:
        assert kept(running) == ("here", "here")


def test_nothing_is_left_running_and_no_socket_lies_about(tmp_path: Path) -> None:
    with stores(tmp_path, durable=False) as running:
        runs = [running.postgres.place.run, running.valkey.place.run]
        assert all(processes_naming(run.name) for run in runs)
    assert not any(processes_naming(run.name) for run in runs)
    assert not any(run.exists() for run in runs)


def test_the_owner_of_the_database_is_no_superuser_and_cannot_pass_row_security(tmp_path: Path) -> None:
    postgres = start_postgres(tmp_path, durable=False)
    with psycopg.connect(plain(postgres.url_owner)) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, pg_catalog.pg_get_userbyid(datdba)"
            " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()
    postgres.stop()
    assert found == ("smartlinks_owner", False, False, True, "smartlinks_owner")


def test_the_stores_speak_over_private_sockets_only(tmp_path: Path) -> None:
    with stores(tmp_path, durable=False) as running:
        with psycopg.connect(plain(running.postgres.superuser_url)) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        with redis.Redis.from_url(running.valkey.url, decode_responses=True) as client:
            assert client.config_get("port")["port"] == "0"
        for place in (running.postgres.place, running.valkey.place):
            assert stat.S_IMODE(place.run.stat().st_mode) == stat.S_IMODE(place.data.stat().st_mode) == 0o700


def test_sorting_and_time_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    postgres = start_postgres(tmp_path, durable=False)
    with psycopg.connect(plain(postgres.url_owner)) as connection:
        found = connection.execute("SELECT current_setting('timezone'), upper('é'), 'Z' < 'a'").fetchone()
    postgres.stop()
    assert found == ("UTC", "É", True)


def test_a_data_folder_with_a_very_long_path_still_gets_sockets(tmp_path: Path) -> None:
    deep = tmp_path / ("with spaces and ünïcode " * 4) / ("x" * 120)
    with stores(deep, durable=False) as running:
        put(running.postgres.url_owner, running.valkey.url)
        assert kept(running) == ("here", "here")
        sockets = [path for run in (running.postgres.place.run, running.valkey.place.run) for path in run.iterdir()]
    assert sockets
    assert all(len(os.fsencode(path)) <= 107 for path in sockets if path.suffix != ".lock")


def test_a_second_start_on_the_same_folder_names_the_folder_and_the_process(tmp_path: Path) -> None:
    valkey = start_valkey(tmp_path)
    with pytest.raises(Conflict) as refused:
        start_valkey(tmp_path)
    valkey.stop()
    assert refused.value.code == "stores_busy"
    assert refused.value.details == {"folder": str(tmp_path), "pid": str(os.getpid())}
    assert str(tmp_path) in refused.value.message


def test_a_failure_says_the_last_words_of_the_store(tmp_path: Path) -> None:
    start_postgres(tmp_path, durable=False).stop()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(SmartLinksError) as failed:
        start_postgres(tmp_path, durable=False)
    assert failed.value.code == "postgres_failed"
    assert "not compatible" in failed.value.message


def test_a_failed_start_lets_go_of_the_folder(tmp_path: Path) -> None:
    valkey = start_valkey(tmp_path)
    valkey.stop()
    manifest = tmp_path / "valkey" / "appendonlydir" / "appendonly.aof.manifest"
    sound = manifest.read_text()
    manifest.write_text("not a manifest\n")
    with pytest.raises(SmartLinksError, match="did not start"):
        start_valkey(tmp_path)
    manifest.write_text(sound)
    start_valkey(tmp_path).stop()


def test_a_file_where_the_folder_should_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(SmartLinksError) as failed:
        start_valkey(tmp_path / "var")
    assert failed.value.code == "stores_folder"


def test_stores_start_on_the_main_thread_since_their_life_is_tied_to_it(tmp_path: Path) -> None:
    codes = []

    def start() -> None:
        with pytest.raises(SmartLinksError) as failed:
            start_valkey(tmp_path)
        codes.append(failed.value.code)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert codes == ["stores_thread"]


def test_stopping_twice_is_stopping_once(tmp_path: Path) -> None:
    first = start_valkey(tmp_path)
    first.stop()
    second = start_valkey(tmp_path)
    first.stop()
    with redis.Redis.from_url(second.url) as client:
        assert client.ping()
    second.stop()
