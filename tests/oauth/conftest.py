"""What tests of installs share."""

from __future__ import annotations

from tests.oauth.agency import agency

__all__ = ["agency"]
