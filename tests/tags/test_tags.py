"""Tags through their doors: what happens to one happens on every link that carries it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def test_a_new_tag_has_its_color_and_no_links(alice: Dashboard) -> None:
    answer = alice.post("/tags", name=" Flyer ", color="teal")
    assert answer.status == 201
    assert answer.json == {"id": answer.json["id"], "name": "Flyer", "color": "teal", "links": 0}
    assert alice.post("/tags", name="Plain").json["color"] == "slate"


def test_tags_are_listed_by_name_with_the_count_of_their_links(alice: Dashboard) -> None:
    flyer, email = (alice.post("/tags", name=name).json["id"] for name in ("flyer", "Email"))
    alice.link(tags=[flyer])
    alice.link(tags=[flyer, email])
    items = alice.get("/tags").json["items"]
    assert [(tag["name"], tag["links"]) for tag in items] == [("Email", 1), ("flyer", 2)]


def test_a_renamed_and_recolored_tag_is_so_on_every_link(alice: Dashboard) -> None:
    tag = alice.post("/tags", name="Flyer").json
    link = alice.link(tags=[tag["id"]])
    renamed = alice.patch(f"/tags/{tag['id']}", name="Leaflet", color="rose")
    assert (renamed.status, renamed.json) == (200, {**tag, "name": "Leaflet", "color": "rose", "links": 1})
    assert alice.get(f"/links/{link['id']}").json["tags"] == [tag["id"]]
    assert alice.patch(f"/tags/{tag['id']}", name="LEAFLET").json["name"] == "LEAFLET"


def test_a_deleted_tag_leaves_every_link_and_no_link_goes_with_it(alice: Dashboard) -> None:
    tag, other = (alice.post("/tags", name=name).json["id"] for name in ("Flyer", "Email"))
    link = alice.link(tags=[tag, other])
    assert alice.delete(f"/tags/{tag}").status == 204
    assert alice.get(f"/links/{link['id']}").json["tags"] == [other]
    assert alice.delete(f"/tags/{tag}").status == 404
    assert alice.patch(f"/tags/{tag}", name="Back").status == 404


def test_a_deleted_link_leaves_its_tags(alice: Dashboard) -> None:
    tag = alice.post("/tags", name="Flyer").json["id"]
    alice.delete(f"/links/{alice.link(tags=[tag])['id']}")
    assert alice.get("/tags").json["items"][0]["links"] == 0


def test_a_name_is_taken_without_regard_to_case_but_only_in_its_account(alice: Dashboard, rival: Tenant) -> None:
    alice.post("/tags", name="Flyer")
    other = alice.post("/tags", name="Email").json["id"]
    for answer in (alice.post("/tags", name="FLYER"), alice.patch(f"/tags/{other}", name="flyer")):
        assert (answer.status, answer.code, answer.field) == (409, "tag_taken", "name")
    assert dashboard(rival).post("/tags", name="Flyer").status == 201
    assert [tag["name"] for tag in alice.get("/tags").json["items"]] == ["Email", "Flyer"]


def test_tags_come_in_pages(alice: Dashboard) -> None:
    for number in range(5):
        alice.post("/tags", name=f"tag {number}")
    first = alice.get("/tags", limit=3).json
    second = alice.get("/tags", limit=3, cursor=first["next"]).json
    assert [tag["name"] for tag in first["items"] + second["items"]] == [f"tag {number}" for number in range(5)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"), ({"name": " "}, "name"), ({"name": "a" * 41}, "name"), ({"name": "a\x00"}, "name"),
        ({"name": "a\nb"}, "name"), ({"name": None}, "name"), ({"name": "Ok", "color": "pink"}, "color"),
        ({"name": "Ok", "links": 3}, "links"),
    ],
)  # fmt: skip
def test_an_unfit_tag_is_refused_and_its_field_named(alice: Dashboard, body: dict[str, Any], field: str) -> None:
    answer = alice.post("/tags", **body)
    assert (answer.status, answer.code, answer.field) == (422, "invalid", field)
    assert alice.get("/tags").json["items"] == []
