"""Does in the sandbox CRM what its users do: install the app, open it, read a contact back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from plugin.errors import SmartLinksError


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the sandbox: the CRM's ids of its location, company, admin and contacts."""

    location_id: str
    company_id: str
    name: str
    admin_id: str
    contact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in user of our API."""

    http: httpx.Client
    me: dict[str, Any]

    def call(self, method: str, path: str, **options: Any) -> Any:
        """One call of the API; gives the JSON, raises SmartLinksError with the API's own words on a refusal."""
        answer = self.http.request(method, path, **options)
        if not answer.is_success:
            raise SmartLinksError(f"{method} {path}: {answer.status_code} {answer.text[:300]}", code="api_refused")
        return answer.json() if answer.content else None


def install(app_url: str, account: Account) -> list[str]:
    """Install the app into an account by OAuth, as its admin would click; gives what was seen, step by step."""
    seen = []
    with httpx.Client(timeout=20) as browser:
        start = browser.get(f"{app_url}/oauth/start")
        chooser = start.headers["location"]
        seen.append(f"GET /oauth/start → {start.status_code}, on to the CRM's chooser")
        page = browser.get(chooser)
        seen.append(f"GET {urlsplit(chooser).path} → {page.status_code}, {len(page.content)} bytes of consent page")
        asked = dict(parse_qsl(urlsplit(chooser).query))
        agreed = browser.post(chooser.split("?")[0], data={**asked, "location_id": account.location_id})
        seen.append(f"POST consent for {account.name} → {agreed.status_code}, back to the callback")
        done = browser.get(agreed.headers["location"])
        seen.append(f"GET /oauth/callback → {done.status_code}")
        if not done.is_success:
            raise SmartLinksError(f"The install failed: {done.status_code} {done.text[:300]}", code="install_failed")
    return seen


def blob(crm_url: str, account: Account) -> str:
    """What the CRM's page answers our page with: who has opened it, encrypted."""
    session = {
        "userId": account.admin_id,
        "companyId": account.company_id,
        "role": "admin",
        "type": "agency",
        "activeLocation": account.location_id,
        "userName": "Maya Ortiz",
        "email": "maya@brightside.example",
    }
    answer = httpx.post(f"{crm_url}/_sandbox/sso", json={"session": session}, timeout=10)
    payload: str = answer.raise_for_status().json()["payload"]
    return payload


def open_app(app_url: str, crm_url: str, account: Account) -> Staff:
    """Sign in by SSO as the account's admin; raises SmartLinksError where the app refuses."""
    http = httpx.Client(base_url=app_url, timeout=20)
    answer = http.post("/api/session", json={"payload": blob(crm_url, account)})
    if not answer.is_success:
        http.close()
        raise SmartLinksError(answer.json()["message"], code=answer.json()["code"])
    session = answer.json()
    http.headers["Authorization"] = f"Bearer {session['token']}"
    return Staff(http, session["me"])


def seeded_account(crm_url: str) -> Account:
    """The first account that a fresh sandbox holds, with its contacts."""
    seed = httpx.get(f"{crm_url}/_sandbox/seed", timeout=10).raise_for_status().json()
    place = seed["locations"][0]
    contacts = tuple(contact["id"] for contact in seed["contacts"][place["id"]])
    return Account(place["id"], seed["company"]["id"], place["name"], seed["users"][0]["id"], contacts)


def rival_account(crm_url: str) -> Account:
    """An account of another company, made in the sandbox."""
    company_id, admin_id = "RivaL0RivaL0RivaL0Ri", "RivaLAdm1nRivaLAdm1n"
    body = {"company_id": company_id, "name": "Rival Gym"}
    made = httpx.post(f"{crm_url}/_sandbox/locations", json=body, timeout=10).raise_for_status().json()["location"]
    return Account(made["id"], company_id, made["name"], admin_id, ())
