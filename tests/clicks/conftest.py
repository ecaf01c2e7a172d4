"""A front door in this process: real PostgreSQL, a journal of the test's own, and a way to knock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from plugin.app import create_clicks
from plugin.clicks.book import Book
from plugin.clicks.cap import Caps
from plugin.clicks.front_door import FrontDoor, Sources
from plugin.clicks.hit import Hit, decode
from plugin.clicks.journal import Journal, read, segments
from plugin.clicks.listener import Listener
from plugin.clicks.named import Named
from plugin.clicks.notes import Notes
from plugin.clicks.returning import Returning
from plugin.settings import Settings
from plugin.visitors.geo import Geo

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@dataclass
class Answer:
    """What a visitor got."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Door:
    """Knock at it, and look at what it noted."""

    app: FrontDoor
    folder: Path
    notes: Notes
    listener: Listener
    returning: Returning
    named: Named
    caps: Caps
    seen: int = field(default=0)

    def knock(self, path: str, method: str = "GET", **environ: Any) -> Answer:
        answers: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            answers.append((status, headers))

        body = b"".join(self.app(request(path, method, **environ), start_response))  # type: ignore[arg-type]
        ((status, headers),) = answers
        return Answer(int(status.split()[0]), dict(headers), body)

    def hits(self) -> list[Hit]:
        """What was noted since the last look."""
        self.notes.flush()
        lines = [line for segment in segments(self.folder) for line in read(segment, 0, 1_000_000)[0]]
        fresh, self.seen = lines[self.seen :], len(lines)
        return [decode(line.text) for line in fresh]


def request(path: str, method: str = "GET", **environ: Any) -> dict[str, Any]:
    """A WSGI environ as a server would make it."""
    made = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "s.example",
        "HTTP_USER_AGENT": AGENT,
        "REMOTE_ADDR": "203.0.113.9",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
    }
    return {**made, **environ}


@pytest.fixture(scope="module")
def door(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("journal")
    flask = create_clicks(settings)
    own = frozenset(rule.rule for rule in flask.url_map.iter_rules() if not rule.arguments)
    journal, book = Journal(folder, "test"), Book(settings)
    notes, listener = Notes(journal), Listener(settings, book, beat=0.1)
    asking = returning, named, caps = Returning(settings), Named(settings), Caps(settings)
    sources = Sources(book, Geo(None), *asking, notes)
    yield Door(FrontDoor(flask, sources, own), folder, notes, listener, returning, named, caps)
    for opened in (listener, book, *asking, journal):
        opened.close()


@pytest.fixture(autouse=True)
def nothing_seen_yet(request: pytest.FixtureRequest) -> None:
    if "door" in request.fixturenames:
        request.getfixturevalue("door").hits()
