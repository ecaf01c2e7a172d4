"""Forms on the real server: bodies of any size and kind get an answer, and the connection stays whole."""

from __future__ import annotations

import dataclasses
import http.client
from collections.abc import Iterator

import pytest

from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks.forms import PASSWORD, locked
from tests.served import HOST, Served, served

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(dataclasses.replace(settings, data_dir=tmp_path_factory.mktemp("served"))) as running:
        yield running


def post(server: Served, path: str, body: bytes | Iterator[bytes], kind: str = FORM) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("POST", path, body, {"Host": HOST, "Content-Type": kind}, encode_chunked=False)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_form_of_a_megabyte_gets_its_page(server: Served, location: Tenant) -> None:
    status, body = post(server, f"/{locked(location).slug}", b"password=" + b"x" * 1_000_000)
    assert (status, b"shorten what you typed" in body) == (413, True)


def test_the_right_password_passes_here_too(server: Served, location: Tenant) -> None:
    link = locked(location)
    assert post(server, f"/{link.slug}", b"password=" + PASSWORD.replace(" ", "+").encode())[0] == 303


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"--x"),
        ("application/json", b'{"password": "x"}'),
        ("", b"\xff\x00\xfe"),
        (FORM, b"&&&=&password=%ff%00&password=" + b"&a=1" * 5_000),
        ("text/plain; charset=\xff", b"x"),
    ],
)
def test_a_body_that_is_no_form_of_ours_opens_nothing(server: Served, location: Tenant, kind: str, body: bytes) -> None:
    status, page = post(server, f"/{locked(location).slug}", body, kind)
    assert status in {403, 413, 422}
    assert b"<h1>" in page
