"""Which links were clicked most."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.domains.models import Domain
from plugin.domains.verbs import short_url
from plugin.fields import Id
from plugin.links.models import Link
from plugin.reports import breakdown
from plugin.reports.asked import Asked


class TopLinkSchema(Schema):
    """A link and its clicks."""

    link_id = Id(required=True)
    title = fields.String(required=True)
    short_url = fields.String(required=True)
    clicks = fields.Integer(required=True)


kind: Final = "links"
label: Final = "Top links"
shape: Final = fields.List(fields.Nested(TopLinkSchema))
by_pulse: Final = False


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """The most clicked links by their present names; one that is being deleted is left out."""
    found = breakdown.links(db, asked.window, asked.wanted, asked.most)
    rows = (
        select(Link.id, Link.title, Link.slug, Domain.host).join(Domain).where(Link.id.in_([row[0] for row in found]))
    )
    known = {row.id: row for row in db.execute(rows)}
    return [
        {"link_id": link_id, "title": link.title, "short_url": short_url(link.host, link.slug), "clicks": clicks}
        for link_id, clicks in found
        if (link := known.get(link_id))
    ]
