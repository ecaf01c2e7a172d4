"""A rival's id is a 404 through every door that takes one, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from sqlalchemy import text

from plugin.app import create_app
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard


def a_failed_run(there: Dashboard) -> str:
    """Clicks alone cause runs, and no door makes one."""
    here = int(there.get("/me").json["location"]["id"])
    sql = """INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, state)
             VALUES (:here, 'tag', 1, 'Contact00000001', 0, 'failed') RETURNING id"""
    with tenant(here) as db:
        return str(db.scalar(text(sql), {"here": here}))


# How a tenant gets one of what each id in a path names; a new kind of id needs a line here.
MAKERS: Final[dict[str, Callable[[Dashboard], str]]] = {
    "link_id": lambda there: str(there.link()["id"]),
    "tag_id": lambda there: str(there.post("/tags", name="Theirs").json["id"]),
    "campaign_id": lambda there: str(there.post("/campaigns", name="Theirs").json["id"]),
    "run_id": a_failed_run,
    "location_id": lambda there: str(there.get("/me").json["location"]["id"]),
    "export_id": lambda there: str(there.post("/exports", what="clicks").json["id"]),
}
# The CRM's own ids, which no row of ours need know: asked about a rival's, one learns as much as of any other.
NOT_OURS: Final = ("contact_id",)
METHODS: Final = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def doors_that_take_an_id() -> list[tuple[str, str]]:
    """Method and path of each, as `/links/{link_id}`; read from the routes themselves."""
    rules = create_app(Settings()).url_map.iter_rules()
    return sorted(
        (method, re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api"))
        for rule in rules
        if rule.arguments - {*NOT_OURS} and rule.rule.startswith("/api/")
        for method in (rule.methods or set()) & METHODS
    )


def test_there_are_such_doors_and_each_of_their_ids_is_known() -> None:
    doors = doors_that_take_an_id()
    assert len(doors) >= 8
    assert {name for _, path in doors for name in re.findall(r"\{(\w+)\}", path)} <= set(MAKERS)


@pytest.mark.parametrize(("method", "path"), doors_that_take_an_id())
def test_a_rivals_id_is_not_found(location: Tenant, rival: Tenant, method: str, path: str) -> None:
    theirs = dashboard(rival)
    ids = {name: MAKERS[name](theirs) for name in re.findall(r"\{(\w+)\}", path)}
    before = everything(theirs)
    body: dict[str, Any] | None = None if method in {"GET", "DELETE"} else {}
    strongest = dashboard(location, "admin", of_company=True)
    answer = strongest.call(method, path.format(**ids), json=body)
    assert (answer.status, answer.code) == (404, "not_found")
    assert everything(theirs) == before


def everything(there: Dashboard) -> list[Any]:
    return [there.get(path).json for path in ("/links", "/tags", "/campaigns", "/brand", "/plan", "/exports")]


def test_a_rivals_ids_in_a_body_or_query_are_as_unknown(location: Tenant, rival: Tenant) -> None:
    theirs, mine = dashboard(rival), dashboard(location)
    tag, campaign = MAKERS["tag_id"](theirs), MAKERS["campaign_id"](theirs)
    theirs.link(tags=[tag], campaign_id=campaign)
    link = mine.link()
    for fields, code in (({"tags": [tag]}, "tag_unknown"), ({"campaign_id": campaign}, "campaign_unknown")):
        assert mine.patch(f"/links/{link['id']}", **fields).code == code
        assert mine.post("/links", destination="https://example.com", **fields).code == code
    assert mine.get("/links", tag=tag).json["items"] == []
    assert mine.get("/links", campaign=campaign).json["items"] == []


def test_lists_hold_nothing_of_a_rivals(location: Tenant, rival: Tenant) -> None:
    theirs = dashboard(rival)
    for make in MAKERS.values():
        make(theirs)
    for path in ("/links", "/tags", "/campaigns", "/exports"):
        assert dashboard(location).get(path).json["items"] == []


def test_a_rivals_cursor_opens_no_rivals_list(location: Tenant, rival: Tenant) -> None:
    theirs = dashboard(rival)
    for _ in range(3):
        theirs.link()
    cursor = theirs.get("/links", limit=1).json["next"]
    assert dashboard(location).get("/links", cursor=cursor).json["items"] == []


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "a" * 5_000])
def test_nobody_comes_in_without_a_bearer(settings: Settings, location: Tenant, authorization: str) -> None:
    client = create_app(settings).test_client()
    for path in ("/links", "/tags", "/campaigns", "/brand", "/plan", "/links/1"):
        answer = client.get(f"/api{path}", headers={"Authorization": authorization})
        assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthorized")


def test_a_bearer_of_ours_that_was_changed_is_no_bearer(settings: Settings, location: Tenant) -> None:
    token = dashboard(location).headers["Authorization"]
    client = create_app(settings).test_client()
    for forged in (token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), token[:20] + "x" + token[21:]):
        assert client.get("/api/links", headers={"Authorization": forged}).status_code == 401
