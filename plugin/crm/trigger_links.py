"""The CRM's own trigger links, which it can list but tells nothing of the clicks on (crm/FACTS.md section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"
SEARCH_VERSION: Final = "2021-04-15"
PAGE: Final = 100
MOST_PAGES: Final = 50


@dataclass(frozen=True, slots=True)
class CrmLink:
    """A trigger link as the CRM tells it; the address is as its maker typed it, merge fields and all."""

    id: str
    name: str
    redirect_to: str


def list_(crm: Crm, crm_location_id: str) -> tuple[CrmLink, ...]:
    """All trigger links of a location, as far as they have an id."""
    call = Call("GET", ("links",), VERSION, params={"locationId": crm_location_id}, slash=True)
    return tuple(_read(ask(crm, call)))


def search(crm: Crm, crm_location_id: str, query: str) -> tuple[CrmLink, ...]:
    """Those that the CRM finds for some words, page by page until one is not full."""
    found: dict[str, CrmLink] = {}
    for page in range(MOST_PAGES):
        asked: dict[str, str | int] = {
            "locationId": crm_location_id,
            "query": query,
            "skip": page * PAGE,
            "limit": PAGE,
        }
        some = {link.id: link for link in _read(ask(crm, Call("GET", ("links", "search"), SEARCH_VERSION, asked)))}
        is_new = some.keys() - found.keys()
        found |= some
        if len(some) < PAGE or not is_new:
            break
    return tuple(found.values())


def _read(said: dict[str, Any]) -> Iterator[CrmLink]:
    links = said.get("links")
    if not isinstance(links, list):
        raise CrmUnavailable("The CRM answered without its trigger links.")
    for one in links:
        if isinstance(one, dict) and one.get("id"):
            yield CrmLink(str(one["id"]), str(one.get("name") or ""), str(one.get("redirectTo") or ""))
