"""Where a trigger may be fired: our access goes to one origin and under one path, and nowhere else."""

from __future__ import annotations

import re
from typing import Final

from plugin import db
from plugin.errors import Invalid

PATH: Final = "/workflows-marketplace/triggers/execute/"
LONGEST: Final = 500
# Plain names only: nothing is left that two readers of an address could take for different things.
REST: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+){0,5}", re.ASCII)


def pinned(url: str) -> tuple[str, ...] | None:
    """The segments of the path of an address that our access may be sent to; None for any other (crm/FACTS.md 7.2)."""
    begins = db.settings().crm_trigger_url + PATH
    rest = url.removeprefix(begins)
    if not url.startswith(begins) or len(url) > LONGEST or not REST.fullmatch(rest):
        return None
    return (*PATH.strip("/").split("/"), *rest.split("/"))


def require_pinned(url: str) -> str:
    """The address as it is. Raises Invalid (`target_url_refused`) unless it is pinned."""
    if pinned(url) is None:
        message = "This is no address that triggers of the CRM are started at."
        raise Invalid("triggerData.targetUrl", message, code="target_url_refused")
    return url
