"""What the sandbox is started with: read once from the command line, with the environment as fall-back."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APP_ID: Final = "65f0000000000000000000a1"
VERSION_ID: Final = "65f0000000000000000000b2"
PLAN_ID: Final = "66a0419a0dffa47fb5f8b22f"


@dataclass(frozen=True)
class Config:
    """One sandbox: where it stands, the one app that its marketplace knows, and its limits."""

    app_name: str = "Smart Links"
    app_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8100
    data: str | None = None
    client_id: str = f"{APP_ID}-sandbox1"
    client_secret: str = "sandbox-client-secret"  # noqa: S105 - made up; it opens a sandbox only
    sso_key: str = "sandbox-sso-key"
    workflow_secret: str = "sandbox-workflow-secret-of-the-app"  # noqa: S105 - as above
    workflow_header: str = "X-Workflow-Secret"
    subscription_path: str = "/workflows/triggers"
    action_path: str = "/workflows/actions"
    webhook_url: str | None = None
    webhook_pace: float = 0.01
    redirect_uris: tuple[str, ...] = ()
    plan_id: str = PLAN_ID
    version_id: str = VERSION_ID
    burst: int = 100
    burst_seconds: float = 10.0
    daily: int = 200_000

    @property
    def app_id(self) -> str:
        """The part of the client id before its dash, as the CRM's own clients read it."""
        return self.client_id.split("-")[0]

    @property
    def registered_uris(self) -> tuple[str, ...]:
        """Where consent may send a code: what was named, else the app's own callback."""
        return self.redirect_uris or (f"{self.app_url.rstrip('/')}/oauth/callback",)


def read(argv: Sequence[str], environ: Mapping[str, str]) -> Config:
    """The Config of a command line; exits with a usage line on a bad one, as argparse does."""
    known = vars(_parser(environ).parse_args(argv))
    return Config(**{**known, "redirect_uris": tuple(known["redirect_uris"])})


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """Every field of Config as `--its-name`, falling back to SANDBOX_ITS_NAME."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    whole, decimal = {"port": int, "burst": int, "daily": int}, {"webhook_pace": float, "burst_seconds": float}
    for name, field in Config.__dataclass_fields__.items():
        flag, fallback = f"--{name.replace('_', '-')}", environ.get(f"SANDBOX_{name.upper()}")
        if name == "redirect_uris":
            parser.add_argument(
                "--redirect-uri", dest=name, action="append", default=fallback.split() if fallback else []
            )
            continue
        kind = {**whole, **decimal}.get(name, str)
        parser.add_argument(flag, dest=name, type=kind, default=fallback or field.default)
    return parser
