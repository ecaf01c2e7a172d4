"""What an account's plan hangs on: its trial, its payments, and until when it may be late."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

# The plan and the payment are told by events that come in any order: each keeps the CRM's time of the newest it heeded.
STANDING = """
ALTER TABLE installs
    ADD COLUMN plan_told_at timestamptz,
    ADD COLUMN trial_ends_at timestamptz,
    ADD COLUMN payment text CHECK (payment IN ('complete', 'failed', 'pending')),
    ADD COLUMN payment_told_at timestamptz,
    ADD COLUMN grace_until timestamptz,
    ADD COLUMN plan_checked_at timestamptz;
CREATE INDEX installs_unchecked_idx ON installs (plan_checked_at NULLS FIRST) WHERE state = 'healthy';
CREATE INDEX installs_grace_idx ON installs (grace_until) WHERE grace_until IS NOT NULL;
ALTER TABLE terms ADD COLUMN lapsed boolean NOT NULL DEFAULT false
"""
RIGHTS = (
    "GRANT SELECT (location_id, lapsed) ON terms TO smartlinks_cron",
    "CREATE POLICY cron_select ON terms FOR SELECT TO smartlinks_cron USING (true)",
)


def upgrade() -> None:
    """Keep what a plan hangs on, and let cron see whose time is up."""
    op.execute(STANDING)
    for sql in RIGHTS:
        op.execute(sql)
