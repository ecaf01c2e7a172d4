"""Finds the first of many signs in a text, faster by far than `re` looks for one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from ua_parser import Domain, RegexResolver, Resolver
from ua_parser.lazy import UserAgentMatcher

_LOOK_AROUND = re.compile(r"\(\?<?[=!]")


class Sieve:
    """Pairs of a sign (an expression without look-around) and what it tells; the earliest pair that fits counts.

    The engine is ua-parser's resolver, which sifts 2,500 expressions in 3 µs where `re` takes 800. It is built when
    first asked, so that a process that never asks does not pay. Signs with look-around are left out.
    """

    def __init__(self, table: Iterable[tuple[str, str]]) -> None:
        self._table = tuple(table)

    def __call__(self, text: str) -> str | None:
        """What the earliest sign found in this text tells; None if there is none."""
        found = self._engine(text, Domain.USER_AGENT).user_agent
        return found.family if found else None

    @cached_property
    def _engine(self) -> Resolver:
        if RegexResolver is None:
            raise ImportError("ua-parser's regex resolver is missing: install ua-parser[regex]")
        usable = (UserAgentMatcher(sign, told) for sign, told in self._table if not _LOOK_AROUND.search(sign))
        return RegexResolver((list(usable), [], []))


def any_case(signs: Iterable[str], told: str) -> tuple[tuple[str, str], ...]:
    """Pairs for signs that are compared without regard to case and all tell the same."""
    return tuple((f"(?i:{sign})", told) for sign in signs)
