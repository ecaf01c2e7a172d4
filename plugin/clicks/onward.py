"""A redirect as Flask answers it: the same headers as the front door's."""

from __future__ import annotations

from typing import Any

from flask import Response
from werkzeug.datastructures import Headers

from plugin.clicks.decide import Redirect
from plugin.clicks.send import head


class Onward(Response):
    """Sends a visitor on, to an address that arrives as it stands."""

    def __init__(self, answer: Redirect, method: str) -> None:
        status, headers = head(answer, method)
        super().__init__(status=status, headers=headers)
        self._address = headers[0][1]
        del self.headers["Content-Type"]

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """The headers, without the rewriting that the library does to addresses."""
        headers = super().get_wsgi_headers(environ)
        headers["Location"] = self._address
        return headers
