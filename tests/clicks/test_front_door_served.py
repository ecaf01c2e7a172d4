"""The front door as visitors meet it: granian, real processes, real connections."""

from __future__ import annotations

import dataclasses
import http.client
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from plugin import db, embedded
from plugin.clicks.hit import decode
from plugin.clicks.journal import is_closed, read, segments
from plugin.embedded import Postgres
from plugin.migrate import migrate
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks.caps import limited
from tests.clicks.conftest import AGENT
from tests.drafts import publish_again, published, take_down
from tests.served import HOST, Served, children, served, wait_for


@pytest.fixture(scope="module")
def pair(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two workers behind one port."""
    with served(dataclasses.replace(settings, data_dir=tmp_path_factory.mktemp("pair")), workers=2) as server:
        wait_for(lambda: len(segments(server.settings.journal_dir)) == 2)
        yield server


@pytest.fixture
def postgres(settings: Settings, tmp_path: Path) -> Iterator[tuple[Postgres, Settings]]:
    """A PostgreSQL that may be stopped; the one of the run is taken up again afterwards."""
    own = embedded.start_postgres(tmp_path / "stores", durable=False)
    chosen = dataclasses.replace(settings, data_dir=tmp_path, database_url=own.url_owner)
    migrate(chosen)
    db.configure(chosen)
    yield own, chosen
    db.configure(settings)
    own.stop()


def links_noted(server: Served) -> list[int]:
    lines = [line for segment in segments(server.settings.journal_dir) for line in read(segment, 0, 10**6)[0]]
    return [decode(line.text).link for line in lines]


def test_a_link_leads_where_it_should_and_the_hit_is_in_the_journal(pair: Served, location: Tenant) -> None:
    link = published(location)
    answer = pair.get(f"/{link.slug}?utm_source=mail")
    assert (answer.status, answer.getheader("Location")) == (302, link.destination)
    assert answer.getheader("Cache-Control") == "private, no-store"
    head = pair.get(f"/{link.slug}", "HEAD")
    assert (head.status, head.getheader("Location")) == (302, link.destination)
    assert links_noted(pair).count(link.id) == 2


def test_an_edit_and_a_deletion_are_seen_at_once_in_every_process(pair: Served, location: Tenant) -> None:
    link = published(location)
    assert {pair.where(link.slug) for _ in range(40)} == {link.destination}
    link.destination = "https://example.com/b"
    publish_again(link)
    wait_for(lambda: {pair.where(link.slug) for _ in range(20)} == {link.destination}, seconds=5)
    assert {pair.where(link.slug) for _ in range(40)} == {link.destination}
    take_down(link)
    wait_for(lambda: {pair.where(link.slug) for _ in range(20)} == {404}, seconds=5)
    assert {pair.where(link.slug) for _ in range(40)} == {404}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("GET /{}/ HTTP/1.1", b"302"),
        ("GET //{} HTTP/1.1", b"302"),
        ("GET http://s.example/{} HTTP/1.1", b"302"),
        ("GET /%{first:x}{rest} HTTP/1.1", b"302"),
        ("GET /{}%20 HTTP/1.1", b"302"),
        ("GET /%C3%28%00%0d%0a HTTP/1.1", b"404"),
        ("GET /%ff%fe HTTP/1.1", b"404"),
        ("GET /{}?%00=%ff&c=%c3%28 HTTP/1.1", b"302"),
        ("GET /" + "a" * 9000 + " HTTP/1.1", b"404"),
        ("PUT /{} HTTP/1.1", b"405"),
        ("OPTIONS * HTTP/1.1", b"405"),
    ],
)
def test_odd_requests_get_plain_answers(pair: Served, location: Tenant, line: str, answer: bytes) -> None:
    slug = published(location).slug
    request = line.format(slug, first=ord(slug[0]), rest=slug[1:])
    got = pair.raw(f"{request}\r\nHost: {HOST}\r\nUser-Agent: {'u' * 20_000}\r\nConnection: close\r\n\r\n".encode())
    assert got.split()[1] == answer


def test_a_form_of_a_megabyte_does_no_harm(pair: Served, location: Tenant) -> None:
    plain, locked = published(location), published(location, password_hash="x", password_version=1)
    form = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
    for link, status, afterwards in ((plain, 303, 302), (locked, 413, 200)):
        connection = http.client.HTTPConnection("127.0.0.1", pair.port, timeout=10)
        with closing(connection):
            # The server need not read on once it has answered; the answer is there all the same.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request("POST", f"/{link.slug}", b"password=" + b"a" * 1_000_000, form)
            assert connection.getresponse().status == status
        assert pair.get(f"/{link.slug}").status == afterwards


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/robots.txt", 200), ("/favicon.ico", 204), ("/metrics", 200)]
)
def test_the_origins_own_paths_are_no_slugs(pair: Served, path: str, status: int) -> None:
    assert pair.get(path).status == status


def test_a_worker_of_the_app_answers_and_opens_no_journal(settings: Settings, tmp_path: Path) -> None:
    chosen = dataclasses.replace(settings, data_dir=tmp_path)
    with served(chosen, target="plugin.wsgi:app") as server:
        assert server.get("/healthz").status == 200
    assert not chosen.journal_dir.exists()


@pytest.mark.fault
def test_cached_links_keep_redirecting_and_are_kept_while_postgresql_is_stopped(
    postgres: tuple[Postgres, Settings],
) -> None:
    store, chosen = postgres
    tenant = make_tenant("alice")
    link, cold, capped = published(tenant), published(tenant), limited(tenant, 9)
    again = {"when": [{"kind": "visitor", "visitor": "returning"}], "destination": "https://example.com/again"}
    asks = published(tenant, rules=[again])
    with served(chosen) as server:
        assert server.where(link.slug) == link.destination
        assert server.where(asks.slug) == asks.destination
        assert server.get(f"/{capped.slug}", **{"User-Agent": AGENT}).status == 302
        store.stop()
        assert server.get(f"/{capped.slug}", **{"User-Agent": AGENT}).status == 503
        assert server.where(asks.slug) == asks.destination
        assert [server.where(link.slug) for _ in range(30)] == [link.destination] * 30
        assert server.where(cold.slug) == 503
        noted = links_noted(server)
        assert {number: noted.count(number) for number in noted} == {link.id: 31, asks.id: 2, capped.id: 1}


@pytest.mark.fault
def test_a_postgresql_that_hangs_holds_up_no_visitor_and_is_asked_again_when_it_is_back(
    postgres: tuple[Postgres, Settings],
) -> None:
    store, chosen = postgres
    link = published(make_tenant("alice"))
    with served(chosen) as server:
        assert server.where(link.slug) == link.destination
        everyone = [store.process.pid, *children(store.process.pid)]
        for pid in everyone:
            os.kill(pid, signal.SIGSTOP)
        try:
            assert [server.where(link.slug) for _ in range(30)] == [link.destination] * 30
        finally:
            for pid in everyone:
                os.kill(pid, signal.SIGCONT)
        take_down(link)
        wait_for(lambda: server.where(link.slug) == 404, seconds=10)


@pytest.mark.fault
def test_an_edit_made_while_nothing_was_heard_is_seen_all_the_same(settings: Settings, tmp_path: Path) -> None:
    link = published(make_tenant("alice"))
    with served(dataclasses.replace(settings, data_dir=tmp_path)) as server:
        assert server.where(link.slug) == link.destination
        link.destination = "https://example.com/unheard"
        cut_listeners(os.environ["SMARTLINKS_TEST_STORES"].split("|")[1])
        publish_again(link)
        wait_for(lambda: server.where(link.slug) == link.destination, seconds=5)


def cut_listeners(superuser: str) -> None:
    """Ends every connection of the front doors, as a restarted server or a broken network would."""
    with psycopg.connect(superuser.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'smartlinks_clicks'")


@pytest.mark.fault
def test_workers_end_when_their_server_is_killed(settings: Settings, tmp_path: Path) -> None:
    with served(dataclasses.replace(settings, data_dir=tmp_path), workers=2) as server:
        workers = children(server.process.pid)
        server.process.kill()
        server.process.wait()
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
        assert all(is_closed(segment) for segment in segments(server.settings.journal_dir))


@pytest.mark.fault
def test_every_click_that_was_answered_is_in_the_journal_after_a_kill(settings: Settings, tmp_path: Path) -> None:
    link = published(make_tenant("alice"))
    answered: list[str] = []
    with served(dataclasses.replace(settings, data_dir=tmp_path), workers=2) as server:

        def click(number: int) -> None:
            contact = f"contact{number:06}"
            with suppress(OSError, http.client.HTTPException):
                if server.get(f"/{link.slug}?c={contact}").status == 302:
                    answered.append(contact)
            if len(answered) == 300:
                for pid in [server.process.pid, *children(server.process.pid)]:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)

        with ThreadPoolExecutor(8) as visitors:
            list(visitors.map(click, range(600)))
    lines = [line for segment in segments(server.settings.journal_dir) for line in read(segment, 0, 10**6)[0]]
    noted = [decode(line.text).contact for line in lines]
    assert len(answered) >= 300
    assert set(answered) <= set(noted)
    assert len(noted) == len(set(noted))
