"""A link to an article at Amazon, found by a search: each visitor searches for one of some keywords, by weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote_plus

from sqlalchemy.orm import Session

kind = "amazon"
label = "Amazon search"
fields: tuple[str, ...] = ("amazon",)
without: tuple[str, ...] = ()

MARKETPLACES: Final = (
    "amazon.com", "amazon.ca", "amazon.com.mx", "amazon.com.br", "amazon.co.uk", "amazon.ie", "amazon.de", "amazon.fr",
    "amazon.it", "amazon.es", "amazon.nl", "amazon.com.be", "amazon.se", "amazon.pl", "amazon.com.tr", "amazon.ae",
    "amazon.sa", "amazon.eg", "amazon.co.za", "amazon.in", "amazon.sg", "amazon.co.jp", "amazon.com.au",
)  # fmt: skip


def check(db: Session, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - every kind is asked alike
    """The article with its keywords, and the first search as the link's destination."""
    if "amazon" not in given:
        return {}
    return {"destination": search(given["amazon"], 0.0), "content": given["amazon"]}


def called(destination: str, content: Mapping[str, Any]) -> str:  # noqa: ARG001 - every kind is asked alike
    """The marketplace with the article's number."""
    return f"{content['marketplace']} {content['asin']}" if content else ""


def search(content: Mapping[str, Any], number: float) -> str:
    """The marketplace's search that shows the article, for the keywords that `number`, in [0, 1), falls on.

    Each keyword's share of the numbers is its weight among all; `content` is that of a link of this kind.
    """
    keywords = [keyword for keyword in content["keywords"] if keyword["weight"]]
    left = number * sum(keyword["weight"] for keyword in keywords)
    chosen = keywords[-1]  # where rounding leaves a trace beyond the last share
    for keyword in keywords:
        if left < keyword["weight"]:
            chosen = keyword
            break
        left -= keyword["weight"]
    host, words = content["marketplace"], quote_plus(chosen["text"])
    return f"https://www.{host}/s?k={words}&hidden-keywords={content['asin']}"
