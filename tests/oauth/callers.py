"""Processes that all ask for tokens at once, as workers and web servers do."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen

from plugin.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
# Ten threads; each location is asked for by as many of them as there are threads for it.
CALLER = """
import json, os, sys
from concurrent.futures import ThreadPoolExecutor
from oauth.tokens import token_for
from plugin import db
from plugin.settings import read

db.configure(read(os.environ))
print("ready", flush=True)
wanted = json.loads(sys.stdin.readline())
with ThreadPoolExecutor(10) as crowd:
    print(json.dumps(sorted(set(crowd.map(lambda n: token_for(wanted[n % len(wanted)]), range(10))))))
"""
NEEDED = (
    "database_url", "redis_url", "secret_key", "visitor_secret", "crm_api_url", "crm_marketplace_url", "crm_client_id",
    "crm_client_secret",
)  # fmt: skip


def in_processes(count: int, settings: Settings, location_ids: list[int]) -> list[list[str]]:
    """The different tokens that each of so many processes was given."""
    program, env = [sys.executable, "-c", CALLER], environment(settings)
    with ExitStack() as stack:
        callers = [
            stack.enter_context(Popen(program, cwd=ROOT, env=env, text=True, stdin=PIPE, stdout=PIPE))
            for _ in range(count)
        ]
        assert [caller.stdout.readline() for caller in callers if caller.stdout] == ["ready\n"] * count
        for caller in callers:
            assert caller.stdin
            caller.stdin.write(json.dumps(location_ids) + "\n")
            caller.stdin.flush()
        return [json.loads(caller.stdout.read()) for caller in callers if caller.stdout]


def environment(settings: Settings) -> dict[str, str]:
    """What a process of ours is started with to work on these settings' stores."""
    listed = {"VAULT_KEYS": ",".join(settings.vault_keys), "CRM_SSO_KEYS": ",".join(settings.crm_sso_keys)}
    return {**os.environ, **{name.upper(): str(getattr(settings, name)) for name in NEEDED}, **listed}
