"""What a deleted link leaves behind is removed piece by piece, and nothing of it is forgotten halfway."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from plugin import jobs
from plugin.automations.actions import lead
from plugin.automations.models import Run
from plugin.clicks.forget import forget_clicks
from plugin.contacts import tokens
from plugin.conversions import verbs as conversions
from plugin.links.models import ForgottenLink
from plugin.tenancy import tenant, unscoped

AT_ONCE = 200


def forget_link(location_id: int, link_id: int) -> None:
    """Remove the clicks of a deleted link and what they caused, in pieces that hold nobody up; safe to repeat."""
    is_over = False
    while not is_over:
        with tenant(location_id) as db:
            is_over = _forget_piece(db, link_id)


def _forget_piece(db: Session, link_id: int) -> bool:
    if db.scalar(select(ForgottenLink.link_id).where(ForgottenLink.link_id == link_id)) is None:
        return True
    is_over = forget_clicks(db, link_id)
    if is_over:
        # A lead outlives its link, and so does its way to the CRM.
        db.execute(delete(Run).where(Run.link_id == link_id, Run.kind != lead.kind))
        tokens.forget_link(db, link_id)
        conversions.forget_link(db, link_id)
        db.execute(delete(ForgottenLink).where(ForgottenLink.link_id == link_id))
    return is_over


def sweep() -> None:
    """Queue the deleted links that still wait, oldest first."""
    with unscoped("cron", "find deleted links whose clicks are still there") as db:
        rows = db.execute(
            select(ForgottenLink.location_id, ForgottenLink.link_id).order_by(ForgottenLink.at).limit(AT_ONCE)
        ).all()
    for row in rows:
        if not jobs.tell("forget_link", location_id=row.location_id, link_id=row.link_id):
            return
