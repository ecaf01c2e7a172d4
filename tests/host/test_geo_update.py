"""The geo database is fetched, checked and put in place in one step, or what was there stays."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugin import geo_update
from plugin.demo.people import write_geo
from plugin.errors import SmartLinksError
from plugin.settings import Settings


def archive_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


class Maxmind(BaseHTTPRequestHandler):
    """Speaks as much of MaxMind's download as we use."""

    archive = b""
    digest = ""

    def do_GET(self) -> None:
        body = f"{self.digest}  GeoLite2-City.tar.gz\n".encode() if self.path.endswith("sha256") else self.archive
        allowed = self.headers.get("Authorization", "").startswith("Basic ")
        self.send_response(200 if allowed else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def maxmind() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Maxmind)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/download"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def operator(tmp_path: Path) -> Settings:
    return Settings(geo_database=tmp_path / "city.mmdb", maxmind_account_id="1", maxmind_license_key="k")


def serve(content: bytes, digest: str | None = None) -> None:
    Maxmind.archive = archive_of("GeoLite2-City_20261120/GeoLite2-City.mmdb", content)
    Maxmind.digest = digest or hashlib.sha256(Maxmind.archive).hexdigest()


def test_a_good_edition_replaces_the_old_one(maxmind: str, operator: Settings, tmp_path: Path) -> None:
    assert operator.geo_database
    operator.geo_database.write_bytes(b"the old one")
    serve(write_geo(tmp_path / "new.mmdb").read_bytes())
    assert "GeoLite2-City" in geo_update.update(operator, maxmind)
    assert operator.geo_database.read_bytes() == (tmp_path / "new.mmdb").read_bytes()


@pytest.mark.parametrize(
    ("content", "digest"), [(b"not a database", None), (b"anything", "0" * 64)], ids=["unreadable", "tampered with"]
)
def test_a_bad_edition_changes_nothing(maxmind: str, operator: Settings, content: bytes, digest: str | None) -> None:
    assert operator.geo_database
    operator.geo_database.write_bytes(b"the old one")
    serve(content, digest)
    with pytest.raises(SmartLinksError) as caught:
        geo_update.update(operator, maxmind)
    assert caught.value.code == "geo_failed"
    assert operator.geo_database.read_bytes() == b"the old one"


def test_without_a_key_it_says_what_to_set(operator: Settings) -> None:
    with pytest.raises(SmartLinksError) as caught:
        geo_update.update(dataclasses.replace(operator, maxmind_license_key=""))
    assert caught.value.code == "geo_key"
