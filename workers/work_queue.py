"""The worker: takes jobs from Redis and does them, through the death and return of Redis."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from plugin.jobs import QUEUES
from plugin.settings import Settings

BACK_OFF_S: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
LONG_LIFE_S: Final = 30.0
log = logging.getLogger(__name__)


class PatientWorker(SimpleWorker):
    """Does its jobs in this process: each is a short call, and a fork a job would cost more than the job."""

    # RQ would wait for as long as a minute once Redis has been gone for a while.
    max_connection_wait_time = 2.0


def work(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C, which let the job at hand be finished; main thread only, RQ takes the signals."""
    early = 0
    while True:
        began = time.monotonic()
        try:
            worker_of(settings).work(logging_level=settings.log_level.upper())
        except RedisError as fault:
            early = 0 if time.monotonic() - began > LONG_LIFE_S else early + 1
            pause = BACK_OFF_S[min(early, len(BACK_OFF_S) - 1)]
            log.warning("Redis cannot be reached, again in %.1f s: %s", pause, type(fault).__name__)
            threading.Event().wait(pause)
        else:
            return


def worker_of(settings: Settings) -> PatientWorker:
    """A worker on a connection of its own: it waits on Redis for minutes, which a request must never do."""
    connection = Redis.from_url(settings.redis_url or "", socket_connect_timeout=2)
    queues = [Queue(name, connection=connection, serializer=JSONSerializer) for name in QUEUES]
    return PatientWorker(queues, connection=connection, serializer=JSONSerializer)
