"""Files on the wire of a real server: slow readers hold up nobody, and what is cut off can be fetched again."""

from __future__ import annotations

import dataclasses
import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import text

from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant, make_tenant
from tests.clicks_world import rows
from tests.dashboard import dashboard
from tests.served import Served, served, wait_for

LINE = b"x" * 998 + b"\r\n"
PIECE = LINE * 5_000
PIECES = 40  # 200 MB: far more than sockets and servers keep ready
SIZE = len(PIECE) * PIECES
MADE = """
INSERT INTO exports (location_id, what, terms, name, state, total, pieces, size, expires_at)
VALUES (:home, 'clicks', '{}', 'clicks.csv', 'done', 0, :pieces, :size, now() + interval '1 day') RETURNING id
"""
FILLED = """
INSERT INTO export_pieces (location_id, export_id, n, body)
SELECT :home, :export, n, :body FROM generate_series(0, :pieces - 1) AS n
"""
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
"""


def large_file(location: Tenant, body: bytes = PIECE, pieces: int = PIECES) -> str:
    with tenant(location.id) as db:
        size = {"pieces": pieces, "size": len(body) * pieces}
        export = db.scalar(text(MADE), {"home": location.id, **size})
        packed = gzip.compress(body)
        db.execute(text(FILLED), {"home": location.id, "export": export, "body": packed, "pieces": pieces})
    return f"/api/exports/{export}/file"


@pytest.fixture(scope="module")
def server(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    mine = dataclasses.replace(settings, data_dir=tmp_path_factory.mktemp("app"), threads=4)
    with served(mine, target="plugin.wsgi:app") as made:
        yield made


class Slow:
    """A reader who has read the headers and then reads no more."""

    def __init__(self, server: Served, location: Tenant, path: str) -> None:
        self.wire = socket.socket()
        self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.wire.connect(("127.0.0.1", server.port))
        headers = {"Host": "app.example", **dashboard(location).headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.wire.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        self.status = int(self.wire.recv(512).split()[1])

    def __enter__(self) -> int:
        return self.status

    def __exit__(self, *_exc: object) -> None:
        self.wire.close()


def fetch(server: Served, location: Tenant, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers=dashboard(location).headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_slow_readers_hold_up_nobody_and_no_transaction(server: Served, location: Tenant, rival: Tenant) -> None:
    third = make_tenant("third")
    paths = {each.id: large_file(each) for each in (location, rival, third)}
    with ExitStack() as slow:
        assert slow.enter_context(Slow(server, location, paths[location.id])) == 200
        status, refused = fetch(server, location, paths[location.id])
        assert (status, json.loads(refused)["code"]) == (429, "too_many_downloads")
        assert slow.enter_context(Slow(server, rival, paths[rival.id])) == 200
        assert fetch(server, third, paths[third.id])[0] == 429
        # Two of four threads are held; all else goes on, small files too.
        small = large_file(third, b"at,x\r\n", 1)
        for _ in range(8):
            assert fetch(server, third, small) == (200, b"at,x\r\n")
            assert fetch(server, third, "/api/exports")[0] == 200
        assert rows(third, WAITING) == [(0,)]
    wait_for(lambda: fetch(server, third, paths[third.id])[0] == 200)


def test_what_is_cut_off_can_be_fetched_again_whole(server: Served, location: Tenant) -> None:
    path = large_file(location, pieces=4)
    with Slow(server, location, path) as status:
        assert status == 200
    found: list[tuple[int, bytes]] = []

    def is_fetched() -> bool:
        found[:] = [fetch(server, location, path)]
        return found[0][0] == 200

    wait_for(is_fetched)
    assert found == [(200, PIECE * 4)]


def test_what_is_removed_while_it_is_sent_does_not_look_whole(server: Served, location: Tenant) -> None:
    path = large_file(location)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers=dashboard(location).headers)
    answer = connection.getresponse()
    assert answer.headers["Content-Length"] == str(SIZE)
    assert dashboard(location).delete(path.removeprefix("/api").removesuffix("/file")).status == 204
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()
