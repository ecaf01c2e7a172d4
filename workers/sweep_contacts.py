"""Queues the contacts that the CRM is to be asked about."""

from __future__ import annotations

from plugin.contacts import read


def sweep_contacts() -> None:
    """Tell the queue of each account that has some."""
    read.sweep()
