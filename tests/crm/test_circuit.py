"""A CRM that is down is left alone for a while, asked once to see, and asked again as soon as it answers."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from plugin import jobs
from plugin.crm import circuit
from plugin.crm.circuit import ACCOUNTS, ALL, FAILURES, LONGEST_MS, PAUSE_MS
from plugin.crm.errors import CrmPaused
from plugin.settings import Settings


@pytest.fixture
def account(settings: Settings) -> str:
    return f"location:{secrets.token_hex(6)}"


@pytest.fixture(autouse=True)
def fresh(settings: Settings) -> Iterator[None]:
    """No memory of what other tests' calls met."""
    circuit._health.clear()
    jobs.redis().flushdb()
    yield
    circuit._health.clear()
    jobs.redis().flushdb()


def fail(account: str, times: int = FAILURES) -> None:
    for _ in range(times):
        circuit.failed(account, ())


def pause_over(name: str) -> None:
    jobs.redis().delete(f"crm:circuit:open:{name}")


def test_a_failure_now_and_then_changes_nothing(account: str) -> None:
    for _ in range(10):
        fail(account, FAILURES - 1)
        circuit.answered(account, ())
    assert circuit.ask(account) == ()


def test_after_some_failures_in_a_row_nobody_asks_for_a_while(account: str) -> None:
    fail(account)
    with pytest.raises(CrmPaused) as paused:
        circuit.ask(account)
    assert 0 < paused.value.retry_after <= PAUSE_MS / 1000
    assert not paused.value.maybe_done
    assert circuit.ask("location:another") == ()


def test_then_one_asks_and_all_may_again_once_it_is_answered(account: str) -> None:
    fail(account)
    pause_over(account)
    probed = circuit.ask(account)
    assert probed == (account,)
    with pytest.raises(CrmPaused):
        circuit.ask(account)
    circuit.answered(account, probed)
    assert circuit.ask(account) == ()


def test_a_probe_that_fails_opens_it_for_twice_as_long_up_to_a_bound(account: str) -> None:
    fail(account)
    pauses = []
    for _ in range(8):
        pause_over(account)
        circuit.failed(account, circuit.ask(account))
        pauses.append(jobs.redis().pttl(f"crm:circuit:open:{account}"))
    assert PAUSE_MS < pauses[0] <= 2 * PAUSE_MS
    assert max(pauses) <= LONGEST_MS
    assert pauses[-1] > LONGEST_MS / 2


def test_a_probe_that_was_not_made_leaves_room_for_another(account: str) -> None:
    fail(account)
    pause_over(account)
    circuit.not_asked(circuit.ask(account))
    assert circuit.ask(account) == (account,)


def test_where_many_accounts_fail_all_are_spared(account: str) -> None:
    for number in range(ACCOUNTS):
        fail(f"{account}-{number}", 1)
    with pytest.raises(CrmPaused):
        circuit.ask("location:another")
    pause_over(ALL)
    assert circuit.ask("location:another") == (ALL,)


def test_many_accounts_that_fail_among_more_that_do_not_are_their_own_affair(account: str) -> None:
    for number in range(ACCOUNTS + 1):
        circuit.answered(f"{account}-well-{number}", ())
    for number in range(ACCOUNTS):
        fail(f"{account}-{number}", 1)
    assert circuit.ask("location:another") == ()
