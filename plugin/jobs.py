"""Work for later: a job is a function of `workers/` named by its file; it leaves after commit and carries only ids."""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.orm import Session

from plugin import db
from plugin.errors import SmartLinksError
from plugin.tenancy import after_commit

QUEUES: Final = ("default", "bulk")  # workers take from the first as long as there is anything in it
# What comes by the hundred, with an install, at night, or as contacts click: it stands behind what people wait for.
BULK: Final = frozenset({"describe_location", "read_contacts", "reconcile_company", "reconcile_plan", "erase_location"})
TIMEOUT_S: Final = 120
log = logging.getLogger(__name__)
Job = TypeVar("Job", bound=Callable[..., None])
_redis: list[tuple[str, Redis]] = []


def job(function: Job) -> Job:
    """Mark the one function of `workers/<its name>.py` that a queue may call."""
    function.__dict__["is_job"] = True
    return function


def redis() -> Redis:
    """This process's connection pool to Redis; each command gives up after a second."""
    url = db.settings().redis_url or ""
    if not _redis or _redis[0][0] != url:
        # A store that may be lost must never hang a request: short time-outs, no retries here.
        client = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        _redis[:] = [(url, client)]
    return _redis[0][1]


def queue(name: str = "default") -> Queue:
    """One RQ queue; arguments travel as JSON, never as pickles."""
    return Queue(name, connection=redis(), serializer=JSONSerializer, default_timeout=TIMEOUT_S)


def later(session: Session, name: str, **ids: int | str) -> None:
    """Queue the job once the session's transaction has committed; a rolled-back transaction queues nothing.

    Redis being down is no error here: what must not be forgotten is a row, and a sweeper tells Redis again.
    """
    if not re.fullmatch(r"[a-z_]+", name):
        raise SmartLinksError(f"{name!r} is not a job's name.", code="no_such_job")
    after_commit(session, lambda: tell(name, **ids))


def tell(name: str, **ids: int | str) -> bool:
    """Queue a job now; False (and a line in the log) where Redis cannot be reached."""
    try:
        queue("bulk" if name in BULK else "default").enqueue(perform, name, ids, result_ttl=0, failure_ttl=86_400)
    except RedisError as fault:
        log.warning("not queued, the sweeper will: %s %s: %s", name, ids, type(fault).__name__)
        return False
    return True


def tell_once(name: str, within_s: float, **ids: int | str) -> bool:
    """Queue a job unless it stands there already: told within so many seconds and not `begun` since.

    False where Redis cannot be reached.
    """
    try:
        is_first = redis().set(_standing(name, ids), 1, nx=True, px=int(within_s * 1000))
    except RedisError as fault:
        log.warning("not queued, the sweeper will: %s %s: %s", name, ids, type(fault).__name__)
        return False
    return tell(name, **ids) if is_first else True


def begun(name: str, **ids: int | str) -> None:
    """A job that was told once has begun: what comes from now on has it queued anew."""
    try:
        redis().delete(_standing(name, ids))
    except RedisError as fault:
        log.warning("%s %s may be queued anew only later: %s", name, ids, type(fault).__name__)


def _standing(name: str, ids: dict[str, Any]) -> str:
    return ":".join(["queued", name, *map(str, ids.values())])


def perform(name: str, ids: dict[str, Any]) -> None:
    """What an RQ worker calls: find the job by name and run it."""
    function: Callable[..., None] = getattr(importlib.import_module(f"workers.{name}"), name)
    if not getattr(function, "is_job", False):
        raise SmartLinksError(f"workers.{name} is not a job.", code="no_such_job")
    function(**ids)
