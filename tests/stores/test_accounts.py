"""The embedded stores run as root and as a plain user, from folders that only root may enter, and change no modes."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.embedded import start_postgres, start_valkey, stores
from plugin.embedded.postgres import binaries
from plugin.embedded.valkey import binary
from tests.stores.ask import kept, owner, processes_naming, put


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that only root may enter")
def test_a_folder_that_only_root_may_enter_will_do_and_keeps_its_modes(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with stores(closed / "var") as running:
        put(running.postgres.url_owner, running.valkey.url)
        assert kept(running) == ("here", "here")
        assert _uid(running.postgres.process.pid) != 0
        assert _uid(running.valkey.process.pid) != 0
    assert (closed.stat().st_mode & 0o777, closed.stat().st_uid) == (0o700, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as a plain user already")
def test_a_plain_user_owns_what_it_starts_and_root_can_take_it_over(data: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    with owner(data, (nobody.pw_uid, nobody.pw_gid)) as (process, told):
        assert told["uid"] == nobody.pw_uid
        put(told["database"], told["valkey"])
        process.communicate(timeout=30)
    assert not processes_naming(told["valkey"].removeprefix("unix://"))
    with stores(data) as running:
        assert kept(running) == ("here", "here")
        assert _uid(running.postgres.process.pid) == nobody.pw_uid


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder that anybody can get to, as tmp_path is not."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that only root may enter")
def test_programs_that_only_root_may_run_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed packages"
    wheels = (binaries().parents[1], binary().parents[2])
    for wheel in (*wheels, *wheels[0].parent.glob(f"{wheels[0].name}.libs")):
        shutil.copytree(wheel, closed / wheel.name, ignore=shutil.ignore_patterns("pginstall", "include"))
    for path in (closed, *closed.rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
    monkeypatch.syspath_prepend(closed)
    assert closed in binaries().parents
    start_postgres(tmp_path / "var", durable=False).stop()
    start_valkey(tmp_path / "var").stop()


def _uid(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid
