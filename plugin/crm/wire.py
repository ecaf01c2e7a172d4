"""Bytes to and from the CRM: one pool of connections a process, every exchange bounded in time and size."""

from __future__ import annotations

import logging
import os
import time
from typing import Final

import httpx

from plugin.crm.errors import CrmUnavailable, CrmUnreached

TIMEOUT: Final = httpx.Timeout(10, connect=3, pool=5)  # seconds for each step; the whole may take DEADLINE_S
DEADLINE_S: Final = 12
MAX_ANSWER: Final = 5_000_000  # bytes once decoded; a page of 500 contacts is about 1 MB
# It would log whole addresses, and what stands in them is a customer's.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)
_pools: dict[int, httpx.Client] = {}


def send(request: httpx.Request) -> httpx.Response:
    """The whole answer to a request. Raises CrmUnavailable where there is none, or it is too slow or too large.

    CrmUnreached where nothing was sent.
    """
    started = time.monotonic()
    try:
        answer = pool().send(request, stream=True)
        try:
            content = _bounded(answer, started + DEADLINE_S)
        finally:
            answer.close()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL) as fault:
        raise CrmUnreached(f"The CRM cannot be reached ({type(fault).__name__}).") from fault
    except httpx.HTTPError as fault:
        raise CrmUnavailable(f"The CRM cannot be reached ({type(fault).__name__}).") from fault
    # The body is decoded already: a header that says otherwise would have it decoded again.
    headers = [(name, value) for name, value in answer.headers.multi_items() if name != "content-encoding"]
    return httpx.Response(answer.status_code, headers=headers, content=content, request=request)


def _bounded(answer: httpx.Response, deadline: float) -> bytes:
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > MAX_ANSWER:
            raise CrmUnavailable("The CRM's answer is larger than we take.")
        if time.monotonic() > deadline:
            raise CrmUnavailable("The CRM's answer took too long.")
    return bytes(content)


def pool() -> httpx.Client:
    """This process's connections; a worker's forked child makes its own, for a socket must not be shared."""
    if os.getpid() not in _pools:
        # No proxies or passwords from the environment: the only hosts are those of the settings.
        _pools.setdefault(os.getpid(), httpx.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False))
    return _pools[os.getpid()]
