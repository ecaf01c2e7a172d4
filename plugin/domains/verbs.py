"""Which short domain a new link gets, which hosts are ours, and what a short URL looks like."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin import db as ground
from plugin.domains.models import Domain
from plugin.errors import Unavailable


def default_domain(db: Session) -> Domain:
    """The shared domain of LINKS_URL. Raises Unavailable before the first migration has run."""
    domain = db.scalar(select(Domain).where(Domain.is_default))
    if domain is None:
        raise Unavailable("There is no short domain yet: run `smartlinks migrate`.", code="no_domain")
    return domain


def ours(db: Session, host: str) -> bool:
    """Whether a host, `name` or `name:port` in lower case, answers short links of ours.

    A domain kept without a port is ours on every port: a server in front may listen on more of them than we know.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and ":" in host else host
    return db.scalar(select(Domain.id).where(func.lower(Domain.host).in_({host, name})).limit(1)) is not None


def short_url(host: str, slug: str) -> str:
    """The address that people share: `https` unless LINKS_URL, for its own host, says otherwise."""
    settings = ground.settings()
    scheme = settings.links_url.split(":", 1)[0] if host == settings.short_host else "https"
    return f"{scheme}://{host}/{slug}"
