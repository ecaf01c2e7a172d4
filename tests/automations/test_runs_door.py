"""The API's list of runs: this account's, the newest first, by link and state."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest

from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.dashboard import dashboard


@pytest.fixture
def links(location: Tenant, settings: Settings, tmp_path: Path) -> list[int]:
    """Two links with three runs each; those of the second have ended."""
    made = [make_link(location, ["vip"]), make_link(location, ["vip"])]
    for link in made:
        hits = [a_hit(location, link, contact=secrets.token_hex(8)) for _ in range(3)]
        write(tmp_path / "journal", *hits, name=f"host-{link}")
    record_all(tail_of(settings, tmp_path))
    end = """UPDATE runs SET state = 'ended', reason_code = 'contact_unknown', reason = 'Unknown.', attempts = 1,
             finished_at = now() WHERE link_id = :link RETURNING id"""
    rows(location, end, link=made[1])
    return made


def test_a_run_says_what_became_of_it(location: Tenant, links: list[int]) -> None:
    answer = dashboard(location).get("/runs", link_id=links[1], limit=1)
    (run,) = answer.json["items"]
    assert (run["kind"], run["link_id"], run["state"], run["attempts"]) == ("tag", str(links[1]), "ended", 1)
    assert (run["reason_code"], run["reason"], run["next_at"]) == ("contact_unknown", "Unknown.", None)
    assert isinstance(run["id"], str)
    assert len(run["contact_id"]) == 16


def test_runs_are_found_by_state_and_say_when_they_are_next_tried(location: Tenant, links: list[int]) -> None:
    found = dashboard(location).get("/runs", state="waiting").json["items"]
    assert {run["link_id"] for run in found} == {str(links[0])}
    assert all(run["next_at"] and run["finished_at"] is None for run in found)
    assert dashboard(location).get("/runs", state="done").json == {"items": [], "next": None}


def test_pages_follow_each_other_without_gap_or_repeat(location: Tenant, links: list[int]) -> None:
    seen: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = dashboard(location).get("/runs", limit=4, cursor=cursor).json
        seen, cursor = seen + page["items"], page["next"]
    assert len({run["id"] for run in seen}) == len(seen) == 6
    assert [run["created_at"] for run in seen] == sorted((run["created_at"] for run in seen), reverse=True)


def test_a_rival_sees_none_of_them(rival: Tenant, links: list[int]) -> None:
    assert dashboard(rival).get("/runs", link_id=links[0]).json["items"] == []


@pytest.mark.parametrize("field", ["state", "link_id", "cursor", "limit"])
def test_a_query_that_makes_no_sense_names_its_field(location: Tenant, field: str) -> None:
    answer = dashboard(location).get("/runs", **{field: "nonsense"})
    assert (answer.status, answer.field) == (422, field)


def test_a_run_names_its_link_and_the_contact_that_is_known(location: Tenant, links: list[int]) -> None:
    before = dashboard(location).get("/runs", link_id=links[0]).json["items"]
    assert {run["contact_name"] for run in before} == {None}
    rows(location, "UPDATE links SET title = 'Summer Pass' WHERE id = :id RETURNING 1", id=links[0])
    told = """INSERT INTO contacts (location_id, crm_contact_id, name) VALUES (:place, :id, 'Jordan Ellis')
              ON CONFLICT (location_id, crm_contact_id) DO UPDATE SET name = excluded.name RETURNING 1"""
    rows(location, told, place=location.id, id=before[0]["contact_id"])
    shown = dashboard(location).get("/runs", link_id=links[0]).json["items"]
    assert {(run["contact_name"], run["link_name"]) for run in shown} == {
        ("Jordan Ellis", "Summer Pass"), (None, "Summer Pass")
    }  # fmt: skip
