"""Says in words what an installation lacks or has wrong, before its users find out."""

from __future__ import annotations

import sys
from typing import Final

from plugin.doctor import stores, surroundings
from plugin.doctor.finding import Finding
from plugin.settings import Settings

__all__ = ["Finding", "diagnose", "main"]

LOOKS: Final = (
    stores.folder,
    stores.postgresql,
    stores.redis,
    surroundings.secrets,
    surroundings.crm,
    surroundings.geo,
    surroundings.dashboard,
    surroundings.origins,
    surroundings.ports,
)


def main(settings: Settings) -> int:
    """Print every finding; 1 if any is an error, else 0."""
    findings = diagnose(settings)
    for finding in findings:
        sys.stdout.write(f"{finding.level:8} {finding.sentence} [{finding.code}]\n")
    return int(any(finding.level == "error" for finding in findings))


def diagnose(settings: Settings) -> list[Finding]:
    """What there is to say about this installation, good and bad; what it looks at may be in any state."""
    return [finding for look in LOOKS for finding in look(settings)]
