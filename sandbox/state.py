"""One running sandbox: everything that a request may need, hung on the Flask app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager

    from sandbox.calls import Calls
    from sandbox.config import Config
    from sandbox.courier import Courier
    from sandbox.faults import Faults
    from sandbox.limits import Limits
    from sandbox.store import Store


@dataclass(frozen=True)
class Sandbox:
    """The parts of one sandbox; limits, faults and calls live in memory and end with the process."""

    config: Config
    store: Store
    limits: Limits
    faults: Faults
    calls: Calls
    courier: Courier


def here() -> Sandbox:
    """The sandbox that answers the present request."""
    sandbox = current_app.extensions["sandbox"]
    assert isinstance(sandbox, Sandbox)
    return sandbox


def transaction() -> AbstractContextManager[sqlite3.Connection]:
    """A transaction on the present sandbox's store."""
    return here().store.transaction()
