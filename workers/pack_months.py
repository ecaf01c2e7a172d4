"""Packs the months of clicks that are over, beside all else that is scheduled: it takes minutes, once a month."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import Final

from plugin.clicks import months

NAME: Final = "pack-months"
log = logging.getLogger(__name__)


def pack_months() -> None:
    """Begin, unless it is still at it."""
    if not any(thread.name == NAME for thread in threading.enumerate()):
        threading.Thread(target=_pack, name=NAME, daemon=True).start()


def _pack() -> None:
    try:
        months.pack(datetime.now(UTC).date())
    except Exception:
        log.exception("a month could not be packed; it will be tried again")
