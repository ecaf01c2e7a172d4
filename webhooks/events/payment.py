"""APP_PAYMENT_STATUS: a payment went through, failed or is on its way: an account's, or its company's for many."""

from __future__ import annotations

from typing import Final

from oauth import standing
from webhooks.event import Event
from webhooks.payers import each_paid_for

kind: Final = "APP_PAYMENT_STATUS"
label: Final = "Payment"


def work(event: Event) -> str:
    """Keep how the payment stands; `waits` for tokens, `old` where later news were heeded, else `nothing` to keep."""
    payment = standing.PAYMENTS.get(event.text("newStatus") or "")
    if payment is None:
        return "nothing"
    return each_paid_for(event, lambda place: standing.hear_payment(place, payment, event.at))
