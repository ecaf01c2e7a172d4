"""`smartlinks demo`: the product on this machine, installed, with a month of clicks, until Ctrl-C."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from plugin.demo import crm_user, seed, world
from plugin.errors import SmartLinksError

DATA_DIR: Final = Path("var/demo")
DEFAULTS: Final = (8000, 8001, 8100)


def run(asked: argparse.Namespace) -> int:
    """Start, install and seed where that has not been done, say where to look, wait."""
    ports = world.free_ports(asked.port, asked.links_port, asked.crm_port, DEFAULTS)
    print("Starting PostgreSQL, Valkey, the sandbox CRM and Smart Links …")
    with world.running(DATA_DIR.resolve(), ports) as running:
        running.family.end_on_signals()
        account = crm_user.seeded_account(running.crm_url)
        staff = signed_in(running, account)
        if not staff.call("GET", "/api/links", params={"limit": 1})["items"]:
            print(f"Seeded {seed.seed(running.settings, staff, account, datetime.now(UTC)):,} hits of the last weeks.")
        print(
            f"\n  The CRM, with Smart Links inside:  {running.crm_url}/"
            f"\n  A short link:                      {running.links_url}/summer"
            f"\n  The app's own address:             {running.app_url}/"
            "\n\nCtrl-C stops everything."
        )
        running.family.wait(running.stores.tend)
        print("Stopping …")
    return 0


def signed_in(running: world.World, account: crm_user.Account) -> crm_user.Staff:
    """The account's admin, signed in, after an install where the account has none."""
    try:
        return crm_user.open_app(running.app_url, running.crm_url, account)
    except SmartLinksError as refusal:
        if refusal.code != "not_installed":
            raise
    for line in crm_user.install(running.app_url, account):
        print(f"  {line}")
    return crm_user.open_app(running.app_url, running.crm_url, account)
