"""Erasing: contacts deleted in the CRM are known again only if they come back there; old runs are found."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

# Whom an admin has erased stays so; who was deleted in the CRM may come back there (`returned_at`). `times` only ever
# grows: by its sum an export knows that somebody was erased after it was begun.
ERASED = """
ALTER TABLE erased_contacts
    ADD COLUMN for_good boolean NOT NULL DEFAULT true,
    ADD COLUMN returned_at timestamptz,
    ADD COLUMN times integer NOT NULL DEFAULT 1,
    ADD CHECK (NOT for_good OR returned_at IS NULL)
"""
RUNS = "CREATE INDEX runs_finished_idx ON runs (location_id, finished_at) WHERE finished_at IS NOT NULL"


def upgrade() -> None:
    """Widen the one, index the other."""
    op.execute(ERASED)
    op.execute(RUNS)
