"""PLANS is the price list: what each plan costs, holds and can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Feature = Literal[
    "custom_slugs", "utm", "expiry", "campaigns", "qr", "csv", "tag_on_click", "contact_sync",
    "custom_domains", "passwords", "country_rules", "device_rules", "split",
]  # fmt: skip
Limit = Literal["active_links", "history_days", "pages"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the price list; a limit of None is no limit, `dollars` are a month's."""

    name: str
    label: str
    dollars: int
    active_links: int | None
    history_days: int
    pages: int
    features: tuple[Feature, ...]

    @property
    def limits(self) -> dict[Limit, int | None]:
        """Its numbers by name."""
        return {"active_links": self.active_links, "history_days": self.history_days, "pages": self.pages}


EVERYBODYS: Final[tuple[Feature, ...]] = (
    "custom_slugs", "utm", "expiry", "campaigns", "qr", "csv", "tag_on_click", "contact_sync",
)  # fmt: skip
STARTER: Final = Plan("starter", "Starter", 29, 1_000, 180, 50, EVERYBODYS)
PRO: Final = Plan(
    "pro", "Pro", 49, None, 365, 250,
    (*EVERYBODYS, "custom_domains", "passwords", "country_rules", "device_rules", "split"),
)  # fmt: skip
# From the smallest to the largest: a refusal names the first that has what was asked for.
PLANS: Final = (STARTER, PRO)


def plan_named(name: str) -> Plan:
    """The plan of a name as `terms.plan` keeps it; KeyError for any other."""
    return {plan.name: plan for plan in PLANS}[name]
