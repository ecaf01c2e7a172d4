"""Tokens stay alive: one refresh however many ask, the new pair stored before use, troubles told apart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from oauth import tokens, vault
from oauth.models import Install
from plugin import db
from plugin.crm.errors import CrmUnavailable, LocationInactive, NeedsReinstall, RateLimited
from plugin.locations.book import Place
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.crm_world import install
from tests.oauth.callers import in_processes
from tests.sandbox_crm import Sandbox

TOKEN_PATH = "/oauth/token"


@pytest.fixture
def place(crm_settings: Settings, sandbox: Sandbox) -> Place:
    return install(sandbox)


def set_install(place: Place, **values: Any) -> None:
    with tenant(place.location_id) as session:
        session.execute(update(Install).values(**values))


def expire(place: Place) -> None:
    set_install(place, expires_at=datetime.now(UTC) - timedelta(minutes=1))


def state_of(place: Place) -> tuple[str, str | None]:
    with tenant(place.location_id) as session:
        row = session.execute(select(Install.state, Install.state_reason)).one()
        return row[0], row[1]


def refreshes(sandbox: Sandbox, place: Place) -> list[int]:
    """The statuses of the refreshes that the CRM has seen of a location."""
    calls = sandbox.requests(TOKEN_PATH, place.crm_location_id)
    return [call["status"] for call in calls if call["grant_type"] == "refresh_token"]


def test_a_token_that_holds_is_used_as_it_is(place: Place, sandbox: Sandbox) -> None:
    assert tokens.token_for(place.location_id) == tokens.token_for(place.location_id)
    assert refreshes(sandbox, place) == []


def test_a_token_is_renewed_before_its_last_ten_minutes(place: Place, sandbox: Sandbox) -> None:
    old = tokens.token_for(place.location_id)
    set_install(place, expires_at=datetime.now(UTC) + timedelta(minutes=9))
    assert tokens.token_for(place.location_id) != old
    assert refreshes(sandbox, place) == [200]


def test_fifty_threads_with_an_expired_token_cause_one_refresh(place: Place, sandbox: Sandbox) -> None:
    expire(place)
    with ThreadPoolExecutor(50) as crowd:
        got = list(crowd.map(lambda _: tokens.token_for(place.location_id), range(50)))
    assert len(set(got)) == 1
    assert refreshes(sandbox, place) == [200]


def test_fifty_threads_whose_token_the_crm_refused_cause_one_refresh(place: Place, sandbox: Sandbox) -> None:
    spent = tokens.token_for(place.location_id)
    with ThreadPoolExecutor(50) as crowd:
        got = set(crowd.map(lambda _: tokens.token_for(place.location_id, spent), range(50)))
    assert len(got) == 1
    assert spent not in got
    assert refreshes(sandbox, place) == [200]


def test_fifty_callers_in_five_processes_cause_one_refresh(
    place: Place, sandbox: Sandbox, crm_settings: Settings
) -> None:
    expire(place)
    answers = in_processes(5, crm_settings, [place.location_id])
    assert len({token for answer in answers for token in answer}) == 1
    assert refreshes(sandbox, place) == [200]


def test_the_new_pair_is_stored_before_it_is_used(place: Place) -> None:
    expire(place)
    got = tokens.token_for(place.location_id)
    with tenant(place.location_id) as session:
        sealed = session.execute(select(Install.access_token)).scalar_one()
    assert sealed
    assert vault.unseal(sealed, db.settings().vault_keys) == got


def test_a_refresh_token_that_the_crm_refuses_asks_for_a_reinstall_once(place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(revoke_tokens=place.crm_location_id)
    expire(place)
    for _ in range(2):
        with pytest.raises(NeedsReinstall):
            tokens.token_for(place.location_id)
    assert state_of(place) == ("needs_reinstall", "grant_refused")


def test_a_lost_answer_is_told_as_the_reason_of_the_reinstall(place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(path=TOKEN_PATH, location=place.crm_location_id, answer_lost=True, count=1)
    expire(place)
    with pytest.raises(CrmUnavailable):
        tokens.token_for(place.location_id)
    assert state_of(place)[0] == "healthy"
    with pytest.raises(NeedsReinstall):
        tokens.token_for(place.location_id)
    assert state_of(place) == ("needs_reinstall", "answer_lost")


def test_a_reinstall_makes_it_well_again(place: Place, sandbox: Sandbox) -> None:
    set_install(place, state="needs_reinstall", state_reason="grant_refused")
    assert install(sandbox, place.crm_location_id) == place
    assert state_of(place) == ("healthy", None)
    assert tokens.token_for(place.location_id)


def test_a_sleeping_account_is_parked_and_wakes_with_the_same_token(place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(location_inactive=place.crm_location_id)
    expire(place)
    for _ in range(3):
        with pytest.raises(LocationInactive):
            tokens.token_for(place.location_id)
    assert state_of(place) == ("parked", "location_inactive")
    assert refreshes(sandbox, place) == [400]
    sandbox.fault(location_active=place.crm_location_id)
    long_ago = datetime.now(UTC) - timedelta(minutes=2)
    set_install(place, parked_at=long_ago, updated_at=long_ago)
    assert tokens.token_for(place.location_id)
    assert state_of(place) == ("healthy", None)


def test_the_pause_of_a_parked_account_grows_with_the_time_it_sleeps(place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(location_inactive=place.crm_location_id)
    now = datetime.now(UTC)
    asleep = {"state": "parked", "parked_at": now - timedelta(minutes=40), "updated_at": now - timedelta(minutes=20)}
    set_install(place, expires_at=now - timedelta(hours=1), **asleep)
    asked = len(refreshes(sandbox, place))
    with pytest.raises(LocationInactive):
        tokens.token_for(place.location_id)
    with pytest.raises(LocationInactive):
        tokens.token_for(place.location_id)
    assert len(refreshes(sandbox, place)) == asked + 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [({"status": 500}, CrmUnavailable), ({"status": 429}, RateLimited), ({"status": 503}, CrmUnavailable)],
    ids=str,
)
def test_trouble_that_passes_leaves_the_tokens_alone(
    place: Place, sandbox: Sandbox, fault: dict[str, Any], error: type[Exception]
) -> None:
    sandbox.fault(path=TOKEN_PATH, location=place.crm_location_id, count=1, **fault)
    expire(place)
    with pytest.raises(error):
        tokens.token_for(place.location_id)
    assert tokens.token_for(place.location_id)
    assert state_of(place) == ("healthy", None)


def test_what_is_left_of_a_token_is_used_while_the_crm_is_away(place: Place, sandbox: Sandbox) -> None:
    old = tokens.token_for(place.location_id)
    set_install(place, expires_at=datetime.now(UTC) + timedelta(minutes=5))
    sandbox.fault(path=TOKEN_PATH, location=place.crm_location_id, status=500, count=1)
    assert tokens.token_for(place.location_id) == old


def test_a_wrong_client_secret_is_our_fault_and_loses_no_install(place: Place, crm_settings: Settings) -> None:
    object.__setattr__(db.settings(), "crm_client_secret", "wrong")
    expire(place)
    with pytest.raises(Exception, match="refused"):
        tokens.token_for(place.location_id)
    assert state_of(place)[0] == "healthy"


def test_tokens_open_under_an_older_key_and_move_to_the_newest() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = vault.seal("a secret", (old,))
    assert vault.unseal(sealed, (new, old)) == "a secret"
    moved = vault.rotate(sealed, (new, old))
    assert vault.unseal(moved, (new,)) == "a secret"
    with pytest.raises(vault.VaultLocked):
        vault.unseal(sealed, (new,))
