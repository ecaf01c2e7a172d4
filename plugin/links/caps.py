"""The count behind a click limit, kept in step with the link; visitors count it up, one conditional UPDATE each."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.links.models import Cap, Link


def keep_cap(db: Session, link: Link) -> None:
    """Give the count the link's limit, and leave what is used: lowered below that, the link is full.

    A limit that is taken away takes its count along; one that is set anew counts from nought.
    """
    if link.click_limit is None:
        db.execute(delete(Cap).where(Cap.link_id == link.id))
        return
    row = insert(Cap).values(location_id=link.location_id, link_id=link.id, click_limit=link.click_limit)
    keys = [Cap.location_id, Cap.link_id]
    db.execute(row.on_conflict_do_update(index_elements=keys, set_={"click_limit": row.excluded.click_limit}))
