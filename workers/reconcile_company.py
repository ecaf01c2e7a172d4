"""Brings a company's accounts in line with the CRM's list of them: soon after it installed us, and once a day."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import reconcile
from plugin.jobs import job
from webhooks import order


@job
def reconcile_company(*, company_id: int) -> None:
    """Bring them in line, or a part of them, and have the INSTALL events worked that waited for the company's grant."""
    order.wake(reconcile.reconcile(company_id, datetime.now(UTC)))
