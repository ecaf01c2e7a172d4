"""Where tests find the design inputs beside the checkout, skipping with a reason where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The path of one design input; skips the test where the folder is not beside this checkout."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name}: the design inputs are not beside this checkout")
    return path
