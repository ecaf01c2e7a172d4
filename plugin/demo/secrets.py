"""Made-up secrets for the demo, kept in its data folder so that a second start opens what the first one sealed."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet

APP_ID: Final = "66f0a1b2c3d4e5f6a7b8c9d0"


def demo_secrets(data_dir: Path) -> dict[str, str]:
    """The secrets of this data folder as settings; made at the first call, readable by their owner only."""
    path = data_dir / "secrets.json"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - the mode is set as the file is made
            json.dump(make_secrets(), file)
        beside.rename(path)
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def make_secrets() -> dict[str, str]:
    """New ones for every name that the settings require."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(32),
        "VAULT_KEYS": Fernet.generate_key().decode(),
        "VISITOR_SECRET": secrets.token_urlsafe(32),
        "CRM_CLIENT_ID": f"{APP_ID}-{secrets.token_hex(4)}",
        "CRM_CLIENT_SECRET": secrets.token_urlsafe(24),
        "CRM_SSO_KEYS": secrets.token_urlsafe(24),
    }
