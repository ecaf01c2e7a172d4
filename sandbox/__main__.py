"""python -m sandbox: serve until told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

from sandbox.app import create_app
from sandbox.config import read
from sandbox.state import Sandbox

if TYPE_CHECKING:
    from types import FrameType

    from werkzeug.serving import BaseWSGIServer


class Quiet(WSGIRequestHandler):
    """One thread a connection, no line a request: the call log has them."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def main() -> None:
    """Listen, say so in one line, serve; SIGTERM and SIGINT end it with 0."""
    config = read(sys.argv[1:], os.environ)
    app = create_app(config)
    sandbox = app.extensions["sandbox"]
    assert isinstance(sandbox, Sandbox)
    server = make_server(config.host, config.port, app, threaded=True, request_handler=Quiet)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: _stop(_frame, server))
    sandbox.courier.start()
    sys.stdout.write(f"ready http://{config.host}:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
    sandbox.courier.stop()
    sandbox.store.close()


def _stop(_frame: FrameType | None, server: BaseWSGIServer) -> None:
    """Leave the loop from another thread: the loop itself waits for this call."""
    threading.Thread(target=server.shutdown).start()


if __name__ == "__main__":
    main()
