"""What we ask of the CRM about installs fits its contract, and odd answers are no accounts and no tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from jsonschema import Draft202012Validator

from oauth import tokens
from oauth.company_tokens import company_crm
from plugin import db
from plugin.crm import installations, wire
from plugin.crm.errors import CrmUnavailable
from tests.crm.saying import saying
from tests.oauth.agency import Agency, install_of, place_of
from tests.sandbox.contract import call_complaints, document


def test_every_call_for_a_companys_accounts_fits_the_contract(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    crm, app_id = company_crm(agency.company_id), db.settings().crm_app_id
    assert installations.is_installed(crm, app_id, agency.id, chosen)
    assert not installations.is_installed(crm, app_id, agency.id, "L0cationOfNobodyHere")
    installations.uninstall(tokens.crm_for(place_of(chosen).location_id), app_id, chosen, "Not needed")
    calls = [*agency.sandbox.requests("/oauth/installedLocations", agency.id),
             *agency.sandbox.requests("/oauth/installedLocations", chosen)]  # fmt: skip
    assert calls
    assert [call_complaints("oauth.json", call) for call in calls] == [[]] * len(calls)
    (ended,) = agency.sandbox.requests("/marketplace/", chosen)
    assert call_complaints("marketplace.json", ended) == []


def test_a_location_token_is_asked_for_by_the_contracts_form(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, sent = agency.account(), list[httpx.Request]()
    agency.consent(chosen)

    def spy(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return wire.send(request)

    monkeypatch.setattr("plugin.crm.exchange.send", spy)
    said = installations.location_token(company_crm(agency.company_id), agency.id, chosen)
    form = dict(parse_qsl(sent[-1].content.decode()))
    schemas = document("oauth.json")["components"]["schemas"]
    Draft202012Validator({**schemas["GetLocationAccessCodeBodyDto"], "additionalProperties": False}).validate(form)
    Draft202012Validator(schemas["GetLocationAccessTokenSuccessfulResponseDto"]).validate(said)
    assert sent[-1].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert sent[-1].headers["Version"] == "2021-07-28"
    assert said["refresh_token"]
    assert install_of(chosen).refresh_token is None


@pytest.mark.parametrize(
    "odd",
    [
        {"access_token": None},
        {"access_token": ""},
        {"expires_in": "soon"},
        {"expires_in": None},
        {"locationId": "other"},
    ],
    ids=str,
)
def test_an_odd_token_for_an_account_is_not_kept(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, odd: dict[str, Any]
) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    kept = install_of(chosen).access_token
    real = installations.location_token
    monkeypatch.setattr(installations, "location_token", lambda *asked: {**real(*asked), **odd})
    here = place_of(chosen).location_id
    with pytest.raises(CrmUnavailable):
        tokens.token_for(here, tokens.token_for(here))
    assert install_of(chosen).access_token == kept
    assert install_of(chosen).state == "healthy"


@pytest.mark.parametrize("answer", [{}, {"locations": None}, {"locations": "x"}, {"items": []}], ids=str)
def test_an_answer_without_accounts_is_an_answer_of_nothing(answer: dict[str, Any]) -> None:
    with saying(answer) as crm:
        with pytest.raises(CrmUnavailable):
            installations.is_installed(crm, "app", "company", "location")
        with pytest.raises(CrmUnavailable):
            installations.installed(crm, "app", "company")
