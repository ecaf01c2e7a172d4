"""What the tests of automations stand on."""

from __future__ import annotations

from tests.automations.errands import account

__all__ = ["account"]
