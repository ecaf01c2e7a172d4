"""Is this process well, can it work, and what has it counted: for load balancers and operators."""

from __future__ import annotations

import os
from typing import Any

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from plugin import db, jobs

door = Blueprint("health", __name__)


@door.get("/healthz")
def healthz() -> Response:
    """This process answers."""
    return jsonify({"ok": True})


@door.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Which store is down, if any: 200 when all work, 503 otherwise."""
    stores = {"postgresql": _postgresql(), "redis": _redis()}
    ready = all(state == "ok" for state in stores.values())
    return jsonify({"ready": ready, **stores}), 200 if ready else 503


def _postgresql() -> str:
    try:
        with db.engine("app").connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "down"
    return "ok"


def _redis() -> str:
    try:
        jobs.redis().ping()
    except RedisError:
        return "down"
    return "ok"


@door.get("/metrics")
def metrics() -> Response:
    """Prometheus text, summed over this host's processes where they share a folder for it."""
    registry: Any = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
