"""Consent, codes and tokens: what is good once, what is refused and in which words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.sandbox.crm import CALLBACK, CLIENT, Crm

COMPANY = "GNb7aIv4rQFVb9iwNl5K"
ASKED = {
    "response_type": "code",
    "redirect_uri": CALLBACK,
    "client_id": CLIENT["client_id"],
    "scope": "contacts.readonly contacts.write",
    "state": "a state & more",
}


def sent_back(answer: httpx.Response) -> dict[str, list[str]]:
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(CALLBACK)
    return parse_qs(urlsplit(answer.headers["location"]).query)


@pytest.mark.parametrize("path", ["/v2/oauth/chooselocation", "/oauth/chooselocation"])
def test_choosing_an_account_leads_back_with_a_code_and_the_state(crm: Crm, path: str) -> None:
    location = crm.location(name="Corner <Shop>")
    page = crm.http.get(path, params=ASKED).text
    assert f'value="{location}"' in page
    assert "Corner &lt;Shop&gt;" in page
    back = sent_back(crm.http.post(path, data={**ASKED, "location_id": location}))
    assert back["state"] == ["a state & more"]
    pair = crm.grant(grant_type="authorization_code", code=back["code"][0], redirect_uri=CALLBACK).json()
    assert (pair["userType"], pair["locationId"], pair["companyId"]) == ("Location", location, COMPANY)
    assert (pair["scope"], pair["expires_in"], pair["token_type"]) == (ASKED["scope"], 86399, "Bearer")
    assert pair["isBulkInstallation"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "nobody-1"},
        {"redirect_uri": "https://elsewhere.example/oauth/callback"},
        {"redirect_uri": ""},
        {"scope": " "},
        {"response_type": "token"},
        {"location_id": "nowhere"},
    ],
)
def test_a_request_that_the_marketplace_does_not_know_gets_a_page_and_no_code(crm: Crm, wrong: dict[str, str]) -> None:
    answer = crm.http.post("/v2/oauth/chooselocation", data={**ASKED, "location_id": crm.location(), **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_company_installs_for_chosen_accounts_and_the_token_lists_none_of_them(crm: Crm) -> None:
    company = "C0mpanyOfItsOwn00001"
    chosen, other = crm.location(company_id=company), crm.location(company_id=company)
    form = {**ASKED, "scope": "oauth.readonly oauth.write", "location_id": "", "company_id": company, "future": "1"}
    back = sent_back(crm.http.post("/v2/oauth/chooselocation", data={**form, "locations": chosen}))
    pair = crm.grant(grant_type="authorization_code", code=back["code"][0], user_type="Company").json()
    assert (pair["userType"], pair["isBulkInstallation"], pair["approvedLocations"]) == ("Company", True, [])
    assert "locationId" not in pair
    later = crm.location(company_id=company)
    asked = {"companyId": company, "appId": crm.see("keys")["app_id"]}
    known = crm.call("GET", "/oauth/installedLocations", pair["access_token"], params=asked).json()
    assert {one["_id"] for one in known["locations"]} == {chosen, later}
    assert known["installToFutureLocations"] is True
    form = {"companyId": company, "locationId": other}
    assert crm.call("POST", "/oauth/locationToken", pair["access_token"], data=form).status_code == 403
    minted = crm.call("POST", "/oauth/locationToken", pair["access_token"], data={**form, "locationId": chosen}).json()
    assert minted["locationId"] == chosen
    assert minted["refresh_token"]


def test_a_code_is_good_once_and_only_for_its_redirect_address(crm: Crm) -> None:
    code = crm.control("tokens", location_id=crm.location(), as_code=True)["code"]
    wrong = crm.grant(grant_type="authorization_code", code=code, redirect_uri="http://127.0.0.1:1/other")
    assert (wrong.status_code, wrong.json()["message"]) == (400, "Invalid grant: redirect_uri is invalid")
    assert crm.grant(grant_type="authorization_code", code=code, redirect_uri=CALLBACK).status_code == 200
    again = crm.grant(grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert (again.status_code, again.json()["message"]) == (400, "Invalid grant: authorization code is invalid")
    assert "error" not in again.json()


def test_of_many_refreshes_with_one_token_exactly_one_succeeds(crm: Crm) -> None:
    pair = crm.pair(location_id=crm.location())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(crm.refresh, [pair["refresh_token"]] * 8))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 7
    fresh = next(answer.json() for answer in answers if answer.is_success)
    refused = next(answer.json() for answer in answers if not answer.is_success)
    assert refused["message"] == "Invalid grant: refresh token is invalid"
    assert fresh["refresh_token"] != pair["refresh_token"]
    assert crm.refresh(fresh["refresh_token"]).status_code == 200


def test_a_paused_location_spends_no_refresh_token(crm: Crm) -> None:
    location = crm.location()
    refresh = crm.pair(location_id=location)["refresh_token"]
    crm.control("faults", location_inactive=location)
    refused = crm.refresh(refresh)
    assert (refused.status_code, refused.json()["message"]) == (400, "Location is not active")
    crm.control("faults", location_active=location)
    assert crm.refresh(refresh).status_code == 200


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({**CLIENT}, "Missing parameter: grant_type"),
        ({**CLIENT, "grant_type": "password"}, "Invalid parameter: grant_type"),
        ({**CLIENT, "grant_type": "refresh_token"}, "Missing parameter: refresh_token"),
        ({**CLIENT, "grant_type": "authorization_code"}, "Missing parameter: code"),
        ({"client_id": "x", "grant_type": "refresh_token"}, "Missing parameter: client_secret"),
    ],
)
def test_missing_and_wrong_fields_are_named(crm: Crm, form: dict[str, str], message: str) -> None:
    answer = crm.http.post("/oauth/token", data=form)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_the_token_endpoint_takes_forms_and_in_v3_json_and_camel_case(crm: Crm) -> None:
    pair = crm.pair(location_id=crm.location())
    asked = {**CLIENT, "grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}
    assert crm.http.post("/oauth/token", json=asked).status_code == 400
    camel = {
        "clientId": CLIENT["client_id"],
        "clientSecret": CLIENT["client_secret"],
        "grantType": "refresh_token",
        "refreshToken": pair["refresh_token"],
    }
    fresh = crm.http.post("/oauth/token", json=camel, headers={"Version": "v3"}).json()
    assert {"accessToken", "refreshToken", "expiresIn", "tokenType", "locationId"} <= set(fresh)
    missing = crm.http.post("/oauth/token", json={"clientSecret": "x"}, headers={"Version": "v3"}).json()
    assert missing["message"] == "Missing parameter: clientId"


def test_each_version_has_its_own_path(crm: Crm) -> None:
    token = crm.pair(company_id=COMPANY)["access_token"]
    for path, version in (("/oauth/installedLocations", "v3"), ("/oauth/installed-locations", "2021-07-28")):
        asked = {"companyId": COMPANY, "appId": crm.see("keys")["app_id"]}
        assert crm.call("GET", path, token, params=asked, headers={"Version": version}).status_code == 400


def test_an_expired_access_token_is_refused_while_its_refresh_token_works(crm: Crm) -> None:
    location = crm.location()
    pair = crm.pair(location_id=location)
    assert crm.call("GET", f"/locations/{location}", pair["access_token"]).status_code == 200
    crm.control("tokens/expire", resource=location)
    assert crm.call("GET", f"/locations/{location}", pair["access_token"]).json()["message"] == "Invalid JWT"
    fresh = crm.refresh(pair["refresh_token"]).json()
    assert crm.call("GET", f"/locations/{location}", fresh["access_token"]).status_code == 200


def test_uninstalling_by_api_ends_the_locations_tokens_and_nobody_elses(crm: Crm) -> None:
    gone, stays = crm.location(), crm.location()
    pair, other = crm.pair(location_id=gone), crm.pair(location_id=stays)
    path = f"/marketplace/app/{crm.see('keys')['app_id']}/installations"
    assert crm.call("DELETE", path, pair["access_token"], json={"locationId": stays}).status_code == 403
    assert crm.call("DELETE", path, pair["access_token"], json={"locationId": gone}).json()["success"] is True
    assert crm.call("GET", f"/locations/{gone}", pair["access_token"]).status_code == 401
    assert crm.refresh(pair["refresh_token"]).status_code == 400
    assert crm.call("GET", f"/locations/{stays}", other["access_token"]).status_code == 200
