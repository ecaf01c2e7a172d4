"""What granian serves: `clicks` (the front door around the visitors' app) and `app` (everything that staff use)."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final
from wsgiref.types import WSGIApplication

from plugin import db
from plugin.app import create_app, create_clicks
from plugin.clicks.book import Book
from plugin.clicks.cap import Caps
from plugin.clicks.front_door import FrontDoor, Sources
from plugin.clicks.journal import Journal
from plugin.clicks.listener import Listener
from plugin.clicks.named import Named
from plugin.clicks.notes import Notes
from plugin.clicks.returning import Returning
from plugin.processes import OWNER, end_with_owner
from plugin.server import turn_away_when_told
from plugin.settings import Settings, read
from plugin.visitors.geo import open_geo

if TYPE_CHECKING:
    app: WSGIApplication
    clicks: WSGIApplication


def __getattr__(name: str) -> WSGIApplication:
    """Made when a server's worker asks for it: a process that serves one origin opens nothing of the other's."""
    if name not in MAKERS:
        raise AttributeError(name)
    return _made(name)


@cache
def _made(name: str) -> WSGIApplication:
    _end_with_server()
    settings = read(os.environ)
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    db.configure(settings)
    return MAKERS[name](settings)


def make_clicks(settings: Settings) -> FrontDoor:
    """The front door with a journal, a book and a listener of this process's own."""
    flask = create_clicks(settings)
    own = frozenset(rule.rule for rule in flask.url_map.iter_rules() if not rule.arguments)
    journal = Journal(settings.journal_dir, settings.host_id)
    book = Book(settings)
    journal.each_second.append(book.tell)
    Listener(settings, book)
    asking = Returning(settings), Named(settings), Caps(settings)
    sources = Sources(book, open_geo(settings.geo_database), *asking, Notes(journal))
    # What is loaded by now stays for good: the collector need not walk it again while visitors wait.
    gc.freeze()
    return FrontDoor(flask, sources, own, settings.trusted_proxies)


MAKERS: Final[Mapping[str, Callable[[Settings], WSGIApplication]]] = {"app": create_app, "clicks": make_clicks}


def _end_with_server() -> None:
    """A worker whose server was killed must not live on and answer on its port.

    By SIGKILL: until it serves, a worker still has its server's handlers of gentler signals, which would do nothing.
    """
    server = multiprocessing.parent_process()
    if server is not None and threading.current_thread() is threading.main_thread():
        end_with_owner({OWNER: str(server.pid)}, signal.SIGKILL)
        turn_away_when_told()
