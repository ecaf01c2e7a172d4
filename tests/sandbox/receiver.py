"""An app's webhook door, for tests: it answers as told and keeps what came."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue


@dataclass
class Receiver:
    """`answers` are given in turn, then 200s; `got` holds (headers, raw body) of each attempt."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: Queue[tuple[dict[str, str], bytes]] = field(default_factory=Queue)

    def next(self) -> tuple[dict[str, str], bytes]:
        return self.got.get(timeout=10)


@contextmanager
def receiving(*answers: int) -> Iterator[Receiver]:
    """A Receiver that listens until the block is left."""
    receiver = Receiver(answers=list(answers))

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            receiver.got.put((dict(self.headers), body))

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhooks/crm"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
