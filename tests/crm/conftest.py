"""What these tests share with those of installs."""

from __future__ import annotations

from tests.oauth.agency import agency

__all__ = ["agency"]
