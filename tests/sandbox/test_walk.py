"""Every call of the sandbox's contract, and every way to get it wrong, held against the CRM's OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from sandbox.app import create_app
from sandbox.config import Config
from tests.sandbox.contract import complaints
from tests.sandbox.crm import CALLBACK, CLIENT, Crm

APP, COMPANY = Config().app_id, "GNb7aIv4rQFVb9iwNl5K"
CODE = {"grant_type": "authorization_code", "redirect_uri": CALLBACK}
OLD, NEW = "2021-07-28", "v3"


@dataclass(frozen=True)
class Step:
    """One call; `path` names ids in braces, `rule` is its OpenAPI template."""

    file: str
    method: str
    rule: str
    status: int
    json: Any = None
    form: dict[str, str] | None = None
    params: dict[str, str] = field(default_factory=dict)
    token: str = "location"


CONTACT = "/contacts/{contactId}"
STEPS = (
    Step("oauth", "POST", "/oauth/token", 200, form={**CLIENT, **CODE, "code": "{code}"}, token=""),
    Step("oauth", "POST", "/oauth/token", 400, form={**CLIENT, **CODE, "code": "wrong"}, token=""),
    Step("oauth", "POST", "/oauth/token", 401, form={**CLIENT, **CODE, "client_secret": "wrong"}, token=""),
    Step("oauth", "POST", "/oauth/token", 422, form={**CLIENT, **CODE, "user_type": "wrong"}, token=""),
    Step("contacts", "GET", CONTACT, 200),
    Step("contacts", "PUT", CONTACT, 200, json={"lastName": "New", "tags": ["One"], "dnd": True}),
    Step("contacts", "PUT", CONTACT, 422, json={"locationId": "{locationId}", "additionalEmails": []}),
    Step("contacts", "DELETE", CONTACT, 200),
    Step("contacts", "POST", "/contacts/", 201, json={"locationId": "{locationId}", "name": "A B", "phone": "123"}),
    Step("contacts", "POST", "/contacts/", 400, json={"locationId": "{locationId}", "email": "ONE@example.com"}),
    Step("contacts", "POST", "/contacts/", 422, json={"firstName": 7, "email": "no address", "tags": "no list"}),
    Step("contacts", "POST", "/contacts/upsert", 200, json={"locationId": "{locationId}", "email": "new@example.com"}),
    Step("contacts", "POST", "/contacts/upsert", 200, json={"locationId": "{locationId}", "email": "one@example.com"}),
    Step("contacts", "POST", "/contacts/upsert", 422, json={"nickname": "x"}),
    Step("contacts", "POST", "/contacts/search", 200, json={"locationId": "{locationId}", "pageLimit": 1}),
    Step("contacts", "GET", "/contacts/search/duplicate", 200, params={"locationId": "{locationId}", "email": "x@y.z"}),
    Step("contacts", "POST", CONTACT + "/tags", 201, json={"tags": ["Hot Lead"]}),
    Step("contacts", "POST", CONTACT + "/tags", 422, json={"tags": "Hot Lead"}),
    Step("contacts", "DELETE", CONTACT + "/tags", 200, json={"tags": ["old"]}),
    Step("contacts", "DELETE", CONTACT + "/tags", 422, json={}),
    Step("contacts", "POST", "/contacts/bulk/tags/update/{type}", 201,
         json={"contacts": ["{contactId}", "nobody"], "tags": ["Many"], "locationId": "{locationId}"}),
    Step("contacts", "POST", "/contacts/bulk/tags/update/{type}", 422, json={"tags": ["Many"]}),
    Step("contacts", "GET", CONTACT + "/notes", 200),
    Step("contacts", "POST", CONTACT + "/notes", 201, json={"body": "Hello", "pinned": True}),
    Step("contacts", "POST", CONTACT + "/notes", 422, json={"body": 1}),
    Step("contacts", "GET", CONTACT + "/notes/{id}", 200),
    Step("contacts", "PUT", CONTACT + "/notes/{id}", 200, json={"body": "Changed"}),
    Step("contacts", "DELETE", CONTACT + "/notes/{id}", 200),
    Step("contacts", "POST", CONTACT + "/workflow/{workflowId}", 200, json={"eventStartTime": "2026-11-20T10:00:00Z"}),
    Step("contacts", "DELETE", CONTACT + "/workflow/{workflowId}", 200),
    Step("workflows", "GET", "/workflows/", 200, params={"locationId": "{locationId}"}),
    Step("workflows", "GET", "/workflows/", 422),
    Step("links", "GET", "/links/", 200, params={"locationId": "{locationId}"}),
    Step("links", "GET", "/links/", 400),
    Step("links", "GET", "/links/search", 200, params={"locationId": "{locationId}", "query": "spr", "limit": "1"}),
    Step("locations", "GET", "/locations/{locationId}", 200),
    Step("locations", "GET", "/locations/{locationId}", 200, token="company"),
    Step("locations", "GET", "/locations/{locationId}/tags", 200),
    Step("locations", "POST", "/locations/{locationId}/tags", 200, json={"name": "Brand New"}),
    Step("locations", "POST", "/locations/{locationId}/tags", 400, json={"name": "old"}),
    Step("locations", "POST", "/locations/{locationId}/tags", 422, json={}),
    Step("locations", "GET", "/locations/{locationId}/tags/{tagId}", 200),
    Step("locations", "PUT", "/locations/{locationId}/tags/{tagId}", 200, json={"name": "Renamed"}),
    Step("locations", "DELETE", "/locations/{locationId}/tags/{tagId}", 200),
    Step("locations", "GET", "/locations/search", 200, token="company"),
    Step("locations", "GET", "/locations/{locationId}/customFields", 200, params={"model": "contact"}),
    Step("locations", "POST", "/locations/{locationId}/customFields", 201, json={"name": "Size", "dataType": "TEXT"}),
    Step("locations", "POST", "/locations/{locationId}/customFields", 422, json={"name": "Size", "model": "wrong"}),
    Step("locations", "GET", "/locations/{locationId}/customFields/{id}", 200),
    Step("locations", "PUT", "/locations/{locationId}/customFields/{id}", 200, json={"name": "Renamed"}),
    Step("locations", "DELETE", "/locations/{locationId}/customFields/{id}", 200),
    Step("marketplace", "GET", "/marketplace/app/{appId}/installations", 200),
    Step("marketplace", "DELETE", "/marketplace/app/{appId}/installations", 200, json={"locationId": "{locationId}"}),
    Step("marketplace", "DELETE", "/marketplace/app/{appId}/installations", 422, json={}),
)  # fmt: skip
OLD_ONLY = (
    Step("contacts", "GET", "/contacts/", 200, params={"locationId": "{locationId}"}),
    Step("contacts", "GET", "/contacts/", 422),
    Step("oauth", "POST", "/oauth/locationToken", 200,
         form={"companyId": "{companyId}", "locationId": "{locationId}"}, token="company"),
    Step("oauth", "POST", "/oauth/locationToken", 422, form={"companyId": "{companyId}"}, token="company"),
    Step("oauth", "POST", "/oauth/locationToken", 401, form={"companyId": "{companyId}"}),
    Step("oauth", "GET", "/oauth/installedLocations", 200, params={"companyId": "{companyId}", "appId": APP},
         token="company"),
    Step("oauth", "GET", "/oauth/installedLocations", 422, token="company"),
)  # fmt: skip
NEW_ONLY = (
    Step("oauth", "POST", "/oauth/location-token", 200,
         form={"companyId": "{companyId}", "locationId": "{locationId}"}, token="company"),
    Step("oauth", "GET", "/oauth/installed-locations", 200, params={"companyId": "{companyId}", "appId": APP},
         token="company"),
    Step("oauth", "GET", "/oauth/installed-locations", 400, token="company"),
    # What the older paper refers to here is not in it.
    Step("links", "GET", "/links/search", 400, params={"locationId": "{locationId}", "skip": "few"}),
)  # fmt: skip
# The sandbox's own controls, and what the contract has no paper for.
OUTSIDE = ("/_sandbox", "/static", "/workflows-marketplace", "/installed-apps")
CASES = [(OLD, step) for step in STEPS + OLD_ONLY] + [(NEW, step) for step in STEPS + NEW_ONLY]


def _name(value: object) -> str:
    return f"{value.method} {value.rule} {value.status}" if isinstance(value, Step) else str(value)


def make_ids(crm: Crm, rule: str) -> dict[str, str]:
    """A fresh location with one of everything that paths name, and tokens for it and its company."""
    location = crm.location(company_id=COMPANY)
    contact = crm.contact(location, email="one@example.com", firstName="One", tags=["Old"])
    token = crm.token(location)
    notes, fields = f"/contacts/{contact}/notes", f"/locations/{location}/customFields"
    note = crm.call("POST", notes, token, json={"body": "First"}).json()["note"]["id"]
    field_id = crm.call("POST", fields, token, json={"name": "First", "dataType": "TEXT"}).json()["customField"]["id"]
    return {
        "locationId": location,
        "companyId": COMPANY,
        "contactId": contact,
        "workflowId": crm.control("workflows", location_id=location, name="Flow")["workflow"]["id"],
        "id": field_id if "customFields" in rule else note,
        "tagId": crm.call("GET", f"/locations/{location}/tags", token).json()["tags"][0]["id"],
        "appId": APP,
        "type": "add",
        "code": crm.control("tokens", location_id=location, as_code=True)["code"],
        "location": token,
        "company": crm.pair(company_id=COMPANY)["access_token"],
    }


def filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: filled(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, ids) for one in value]
    return value.format(**ids) if isinstance(value, str) else value


def camel(form: dict[str, str]) -> dict[str, str]:
    words = {name: name.split("_") for name in form}
    return {first + "".join(word.title() for word in rest): form[name] for name, (first, *rest) in words.items()}


@pytest.mark.parametrize(("version", "step"), CASES, ids=_name)
def test_every_answer_is_what_the_contract_says(crm: Crm, version: str, step: Step) -> None:
    ids = make_ids(crm, step.rule)
    form = camel(step.form) if step.form and version == NEW else step.form
    answer = crm.call(
        step.method, filled(step.rule, ids), ids.get(step.token), json=filled(step.json, ids), data=filled(form, ids),
        params=filled(step.params, ids), headers={"Version": version},
    )  # fmt: skip
    assert answer.status_code == step.status, answer.text
    file = f"{step.file}.json" if version == OLD else f"v3/{step.file}-v3.json"
    assert not complaints(file, step.method, step.rule, step.status, answer.json())
    assert answer.json()["traceId"]


GUARDED = [step for step in STEPS + OLD_ONLY if step.token and step.status < 300]


@pytest.mark.parametrize("step", GUARDED, ids=_name)
def test_a_caller_without_the_right_header_token_or_scope_is_turned_away(crm: Crm, step: Step) -> None:
    ids = make_ids(crm, step.rule)
    scopeless = crm.pair(company_id=COMPANY, scope="none") if step.token == "company" else None
    narrow = scopeless or crm.pair(location_id=ids["locationId"], scope="none")
    said = {
        "version header was not found.": {"Authorization": f"Bearer {ids[step.token]}"},
        "version header is invalid": {"Version": "2020-01-01", "Authorization": f"Bearer {ids[step.token]}"},
        "Invalid JWT": {"Version": OLD, "Authorization": "Bearer forged"},
        "The token is not authorized for this scope.": {
            "Version": OLD, "Authorization": f"Bearer {narrow['access_token']}",
        },
    }  # fmt: skip
    for message, headers in said.items():
        answer = crm.http.request(step.method, filled(step.rule, ids), headers=headers, json=filled(step.json, ids))
        assert (answer.status_code, answer.json()["message"]) == (401, message)
        assert answer.json()["error"] == "Unauthorized"


@pytest.mark.parametrize("step", [one for one in GUARDED if "contactId" in one.rule], ids=_name)
def test_a_rivals_contact_is_forbidden_and_an_unknown_one_is_a_bad_request(crm: Crm, step: Step) -> None:
    ids = make_ids(crm, step.rule)
    rival = make_ids(crm, step.rule)["location"]
    body = filled(step.json, ids)
    answer = crm.call(step.method, filled(step.rule, ids), rival, json=body)
    assert (answer.status_code, answer.json()["message"]) == (403, "The token does not have access to this location.")
    nobody = {**ids, "contactId": "nobody00000000000000"}
    answer = crm.call(step.method, filled(step.rule, nobody), ids["location"], json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, "Contact with id nobody00000000000000 not found")
    assert not complaints(f"{step.file}.json", step.method, step.rule, 400, answer.json())


def test_the_walk_leaves_no_call_of_the_contract_out() -> None:
    walked = {(step.method, _shape(step.rule)) for _, step in CASES}
    app = create_app(Config())
    routes = {
        (method, _shape(rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith(OUTSIDE) and "chooselocation" not in rule.rule and rule.rule != "/"
    }
    assert routes == walked


def _shape(rule: str) -> str:
    return "/".join("*" if part[:1] in "{<" and part else part for part in rule.split("/"))
