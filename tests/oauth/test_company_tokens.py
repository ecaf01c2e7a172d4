"""A company's token opens all of its accounts: it alone rotates, once however many ask, and its troubles are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from oauth import vault
from oauth.company_tokens import company_token
from oauth.models import CompanyInstall, Install
from oauth.tokens import token_for
from plugin import db, jobs
from plugin.crm import budget
from plugin.crm.errors import CrmUnavailable, LocationInactive, NeedsReinstall, RateLimited, ScopeMissing
from plugin.settings import Settings
from plugin.tenancy import company, tenant
from tests.oauth.agency import Agency, install_of, place_of, states
from tests.oauth.callers import in_processes


def set_company(agency: Agency, **values: Any) -> None:
    with company(agency.company_id) as session:
        session.execute(update(CompanyInstall).values(**values))


def expire(agency: Agency, *crm_location_ids: str) -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    set_company(agency, expires_at=past)
    for each in crm_location_ids:
        with tenant(place_of(each).location_id) as session:
            session.execute(update(Install).values(expires_at=past))


def refreshes(agency: Agency) -> list[int]:
    calls = agency.sandbox.requests("/oauth/token", agency.id)
    return [call["status"] for call in calls if call["grant_type"] == "refresh_token"]


def mints(agency: Agency, crm_location_id: str) -> list[int]:
    return [call["status"] for call in agency.sandbox.requests("/oauth/locationToken", crm_location_id)]


def test_many_threads_of_many_accounts_cause_one_refresh_of_the_company(agency: Agency) -> None:
    accounts = [agency.account() for _ in range(5)]
    agency.consent()
    expire(agency, *accounts)
    ids = [place_of(each).location_id for each in accounts]
    with ThreadPoolExecutor(50) as crowd:
        got = list(crowd.map(lambda number: token_for(ids[number % 5]), range(50)))
    assert len(set(got)) == 5
    assert refreshes(agency) == [200]
    assert [mints(agency, each) for each in accounts] == [[200, 200]] * 5


def test_many_processes_cause_one_refresh_of_the_company(agency: Agency, crm_settings: Settings) -> None:
    accounts = [agency.account() for _ in range(2)]
    agency.consent()
    expire(agency, *accounts)
    answers = in_processes(4, crm_settings, [place_of(each).location_id for each in accounts])
    assert len({token for answer in answers for token in answer}) == 2
    assert refreshes(agency) == [200]


def test_the_companys_new_pair_is_stored_before_it_is_used(agency: Agency) -> None:
    agency.consent(agency.account())
    before = agency.own.refresh_token
    expire(agency)
    got = company_token(agency.company_id)
    kept = agency.own
    assert kept.access_token
    assert vault.unseal(kept.access_token, db.settings().vault_keys) == got
    assert kept.refresh_token != before


def test_a_company_token_that_the_crm_ended_early_is_renewed_within_the_call(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    agency.sandbox.expire(agency.id)
    expired = token_for(place_of(chosen).location_id)
    assert token_for(place_of(chosen).location_id, expired) != expired
    assert refreshes(agency) == [200]


def test_a_companys_own_calls_are_counted_apart_from_its_accounts(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    company_s, account_s = f"company:{agency.company_id}", f"location:{place_of(chosen).location_id}"
    jobs.redis().flushdb()
    expire(agency, chosen)
    assert token_for(place_of(chosen).location_id)
    assert mints(agency, chosen) == [200, 200]
    own = budget.room(company_s)
    assert 0 < own.left < own.cap
    assert budget.room(account_s).cap == 1  # nobody has asked for it yet


def test_a_companys_lost_grant_is_told_and_its_accounts_are_left_as_they_are(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    agency.sandbox.fault(revoke_tokens=agency.id)
    expire(agency, chosen)
    for _ in range(2):
        with pytest.raises(NeedsReinstall):
            token_for(place_of(chosen).location_id)
    assert (agency.own.state, agency.own.state_reason) == ("needs_reinstall", "grant_refused")
    assert states(chosen) == [("healthy", True)]
    agency.consent(chosen)
    assert token_for(place_of(chosen).location_id)


def test_what_is_left_of_an_accounts_token_is_used_while_its_company_has_none(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    old = token_for(place_of(chosen).location_id)
    soon = datetime.now(UTC) + timedelta(minutes=5)
    with tenant(place_of(chosen).location_id) as session:
        session.execute(update(Install).values(expires_at=soon))
    expire(agency)
    agency.sandbox.fault(path="/oauth/token", location=agency.id, status=500, count=1)
    assert token_for(place_of(chosen).location_id) == old


def test_a_sleeping_account_is_parked_alone_and_wakes(agency: Agency) -> None:
    asleep, awake = agency.account(), agency.account()
    agency.consent()
    agency.sandbox.fault(location_inactive=asleep)
    expire(agency, asleep, awake)
    with pytest.raises(LocationInactive):
        token_for(place_of(asleep).location_id)
    assert token_for(place_of(awake).location_id)
    assert states(asleep, awake) == [("parked", True), ("healthy", True)]
    agency.sandbox.fault(location_active=asleep)
    long_ago = datetime.now(UTC) - timedelta(minutes=2)
    with tenant(place_of(asleep).location_id) as session:
        session.execute(update(Install).values(parked_at=long_ago, updated_at=long_ago))
    assert token_for(place_of(asleep).location_id)
    assert states(asleep) == [("healthy", True)]


def test_a_sleeping_company_is_parked_and_asked_no_more_for_a_while(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    expire(agency, chosen)
    agency.sandbox.fault(path="/oauth/token", location=agency.id, status=400, message="Location is not active", count=5)
    for _ in range(3):
        with pytest.raises(LocationInactive):
            token_for(place_of(chosen).location_id)
    assert agency.own.state == "parked"
    assert refreshes(agency) == [400]


def test_an_account_that_the_crm_no_longer_has_us_in_asks_for_a_reinstall(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    agency.sandbox.call("POST", "/_sandbox/installs/uninstall", json={"location_id": chosen})
    expire(agency, chosen)
    with pytest.raises(NeedsReinstall):
        token_for(place_of(chosen).location_id)
    assert (install_of(chosen).state, install_of(chosen).state_reason) == ("needs_reinstall", "grant_refused")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 500}, CrmUnavailable), ({"status": 429}, RateLimited),
        ({"status": 401, "message": "The token is not authorized for this scope."}, ScopeMissing),
    ],
    ids=str,
)  # fmt: skip
def test_trouble_with_minting_that_may_pass_changes_no_state(
    agency: Agency, fault: dict[str, Any], error: type[Exception]
) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    expire(agency, chosen)
    agency.sandbox.fault(path="/oauth/locationToken", location=chosen, count=1, **fault)
    with pytest.raises(error):
        token_for(place_of(chosen).location_id)
    assert token_for(place_of(chosen).location_id)
    assert states(chosen) == [("healthy", True)]
