"""Links with a click limit, as staff make them: the link's row, its cap, and what visitors find."""

from __future__ import annotations

from sqlalchemy import text

from plugin.links.live import publish
from plugin.links.models import Cap, Link
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.drafts import Draft, draft


def limited(owner: Tenant, limit: int, **fields: object) -> Draft:
    """A published link that lets `limit` visitors through."""
    with tenant(owner.id) as db:
        made = draft(db, owner, click_limit=limit, **fields)
        row = Link(
            location_id=owner.id,
            domain_id=made.domain_id,
            slug=made.slug,
            destination=made.destination,
            click_limit=limit,
        )
        db.add(row)
        db.flush()
        made.id = row.id
        db.add(Cap(location_id=owner.id, link_id=row.id, click_limit=limit))
        publish(db, made)
    return made


def used(link: Draft) -> int:
    """How many visitors the link has let through."""
    with tenant(link.location_id) as db:
        return int(db.scalar(text("SELECT used FROM caps WHERE link_id = :id"), {"id": link.id}) or 0)
