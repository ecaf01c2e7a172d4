"""One account's flood is its own affair: another's work goes on beside it, by the same worker."""

from __future__ import annotations

import pytest

from plugin import jobs
from plugin.automations import queue
from plugin.automations.cause import make
from plugin.tenancy import tenant
from tests.automations.errands import Account, account
from tests.automations.test_kills import worker
from tests.clicks_world import rows
from tests.served import wait_for

pytestmark = pytest.mark.fault
other = account
FLOOD = 80


def test_work_that_comes_in_the_middle_of_anothers_flood_is_done_long_before_its_end(
    account: Account, other: Account
) -> None:  # fmt: skip
    account.fault("/contacts", slow=1, count=FLOOD)
    want(account, *(account.contact() for _ in range(FLOOD)))
    jobs.redis().flushdb()
    with worker(account):
        queue.tell([account.tenant.id])
        wait_for(lambda: done(account) > 0)
        want(other, other.contact())
        queue.tell([other.tenant.id])
        wait_for(lambda: done(other) == 1)
        assert done(account) < FLOOD / 2


def want(account: Account, *contacts: str) -> None:
    with tenant(account.tenant.id) as db:
        for contact in contacts:
            make(db, "tag", link_id=1, contact_id=contact, slot=1, payload={"tags": ["vip"]})


def done(account: Account) -> int:
    return len(rows(account.tenant, "SELECT 1 FROM runs WHERE state = 'done'"))
