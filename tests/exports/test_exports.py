"""Exports through their doors: asked for, made by a worker, fetched for a day; and what cannot be had."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plugin.clicks.erase import erase_contact
from plugin.exports import clicks, verbs, work
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link, rows
from tests.dashboard import Dashboard, dashboard
from tests.exports.world import arrive, asked, click_often, exported, file_of, make, read, turn_of
from workers.forget_link import forget_link
from workers.make_export import make_export


@pytest.fixture
def page(location: Tenant) -> Dashboard:
    return dashboard(location)


def test_clicks_of_people_in_words_by_both_clocks(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    link, now = make_link(location), time.time()
    arrive(
        settings, tmp_path,
        a_hit(location, link, at=now - 60, country="FR", city="Paris", user_agent=IPHONE, contact="Contact00001"),
        a_hit(location, link, at=now - 50, country="", destination="=1+1", qr=True),
        a_hit(location, link, at=now - 40, user_agent=CRAWLER),
        a_hit(location, link, at=now - 30, outcome="paused"),
    )  # fmt: skip
    found = exported(page, location, window="7d", zone="Asia/Kathmandu")
    assert [row["country"] for row in found] == ["FR", ""]
    assert found[0].items() >= {
        "city": "Paris", "system": "iOS", "device": "mobile", "contact_id": "Contact00001", "qr": "no", "first": "yes",
        "bot": "", "link_id": str(link),
    }.items()  # fmt: skip
    assert found[0]["short_url"].startswith("http://s.example/")
    assert (found[1]["destination"], found[1]["qr"]) == ("'=1+1", "yes")
    assert found[0]["at_utc"] == time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now - 60))
    assert found[0]["at_local"] == time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now - 60 + 5.75 * 3600))
    assert [row["bot"] for row in exported(page, location, bots="include")] == ["", "", "crawler"]


def test_narrowed_clicks_of_one_link(location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path) -> None:
    one, two = make_link(location), make_link(location)
    arrive(settings, tmp_path, *(a_hit(location, link, country=c) for link in (one, two) for c in ("FR", "DE", "")))
    assert [row["country"] for row in exported(page, location, link_id=str(one), country=["FR", ""])] == ["FR", ""]


def test_more_clicks_than_a_piece_holds_each_once_and_in_order(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clicks, "PIECE", 7)
    click_often(settings, tmp_path, location, make_link(location), 50)
    # Of one moment, told apart by their numbers alone.
    moment = time.time() - 30
    arrive(settings, tmp_path, *(a_hit(location, make_link(location), at=moment) for _ in range(20)))
    export = asked(page)
    make(location, export["id"])
    kept = [(f"{row.at:%Y-%m-%d %H:%M:%S}", str(row.link_id)) for row in
            rows(location, "SELECT * FROM clicks ORDER BY at, seq")]  # fmt: skip
    assert [(row["at_utc"], row["link_id"]) for row in read(file_of(page, export["id"]))] == kept
    shown = page.get(f"/exports/{export['id']}").json
    assert (shown["state"], shown["done"], shown["total"], shown["rows"]) == ("done", 70, 70, 70)
    assert shown["size"] == len(file_of(page, export["id"]))


def test_an_account_without_clicks_gets_a_header(location: Tenant, page: Dashboard) -> None:
    export = asked(page)
    make(location, export["id"])
    assert file_of(page, export["id"]).count(b"\r\n") == 1


def test_progress_is_seen_and_half_a_file_is_not_offered(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clicks, "PIECE", 10)
    monkeypatch.setattr(work, "SLICE_S", 0.0)
    click_often(settings, tmp_path, location, make_link(location), 25)
    export = asked(page)
    assert (export["state"], export["total"], export["name"][:7]) == ("waiting", None, "clicks-")
    with tenant(location.id) as db:
        work._begin(db, int(export["id"]), 1)
        assert work._work_piece(db, int(export["id"]), 1)
    shown = page.get(f"/exports/{export['id']}").json
    assert (shown["state"], shown["done"], shown["total"]) == ("working", 10, 25)
    assert page.get(f"/exports/{export['id']}/file").code == "export_not_ready"
    monkeypatch.undo()
    make(location, export["id"])
    assert len(read(file_of(page, export["id"]))) == 25


def test_who_is_told_of_an_earlier_turn_does_nothing(location: Tenant, page: Dashboard) -> None:
    export = asked(page)
    work.sweep(quiet_s=0)
    assert turn_of(location, export["id"]) == 2
    make_export(location_id=location.id, export_id=int(export["id"]), turn=1)
    assert page.get(f"/exports/{export['id']}").json["state"] == "waiting"
    make_export(location_id=location.id, export_id=int(export["id"]), turn=2)
    assert page.get(f"/exports/{export['id']}").json["state"] == "done"


def test_what_is_begun_in_vain_again_and_again_fails(location: Tenant, page: Dashboard) -> None:
    export = asked(page)
    for _ in range(work.MOST_TRIES):
        with tenant(location.id) as db:
            assert work._begin(db, int(export["id"]), 1)
    make(location, export["id"])
    shown = page.get(f"/exports/{export['id']}").json
    assert (shown["state"], shown["reason_code"]) == ("failed", "gave_up")
    assert page.get(f"/exports/{export['id']}/file").code == "export_failed"


def test_a_link_that_is_deleted_meanwhile(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    gone, kept = make_link(location), make_link(location)
    arrive(settings, tmp_path, a_hit(location, gone), a_hit(location, kept))
    of_link, of_all = asked(page, link_id=str(gone)), asked(page)
    assert page.delete(f"/links/{gone}").status == 204
    for export in (of_link, of_all):
        make(location, export["id"])
    assert page.get(f"/exports/{of_link['id']}").json["reason_code"] == "not_found"
    assert [row["link_id"] for row in read(file_of(page, of_all["id"]))] == [str(kept)]
    forget_link(location_id=location.id, link_id=gone)
    assert len(exported(page, location)) == 1


def test_an_erased_contact_is_in_no_file(location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path) -> None:
    arrive(settings, tmp_path, a_hit(location, make_link(location), contact="Contact00001"))
    before = asked(page)
    make(location, before["id"])
    assert read(file_of(page, before["id"]))[0]["contact_id"] == "Contact00001"
    with tenant(location.id) as db:
        erase_contact(db, "Contact00001")
        # As a row would still say that is corrected later.
        db.execute(text("UPDATE clicks SET crm_contact_id = 'Contact00001'"))
    assert page.get(f"/exports/{before['id']}/file").code == "export_outdated"
    assert [row["contact_id"] for row in exported(page, location)] == [""]


def test_some_at_once_and_some_kept(location: Tenant, page: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    first = asked(page)
    asked(page)
    refused = page.post("/exports", what="clicks")
    assert (refused.status, refused.code) == (429, "too_many_exports")
    assert page.delete(f"/exports/{first['id']}").status == 204
    third = asked(page)
    make(location, third["id"])
    monkeypatch.setattr(verbs, "MOST_KEPT", 2)
    assert page.post("/exports", what="clicks").code == "too_many_exports"
    assert page.get("/exports").json["items"][0]["id"] == third["id"]


def test_one_that_is_removed_is_worked_on_no_longer(location: Tenant, page: Dashboard) -> None:
    export = asked(page)
    assert page.delete(f"/exports/{export['id']}").status == 204
    make_export(location_id=location.id, export_id=int(export["id"]), turn=1)
    assert page.get(f"/exports/{export['id']}").status == 404
    assert page.delete(f"/exports/{export['id']}").status == 404


def test_after_a_day_it_has_gone_with_its_pieces(location: Tenant, page: Dashboard) -> None:
    export = asked(page)
    make(location, export["id"])
    with tenant(location.id) as db:
        db.execute(text("UPDATE exports SET expires_at = now() - interval '1 s'"))
    assert page.get(f"/exports/{export['id']}/file").status == 404
    work.sweep()
    assert page.get("/exports").json["items"] == []
    assert rows(location, "SELECT 1 FROM export_pieces") == []


def test_a_rival_gets_at_none_of_it(location: Tenant, rival: Tenant, page: Dashboard) -> None:
    export = asked(page)
    make(location, export["id"])
    theirs = dashboard(rival)
    for path in (f"/exports/{export['id']}", f"/exports/{export['id']}/file"):
        assert theirs.get(path).status == 404
    assert theirs.get("/exports").json["items"] == []
    link = str(make_link(location))
    assert theirs.post("/exports", what="clicks", link_id=link).status == 404
    assert theirs.get("/exports/report.csv", question="cards", link_id=link).status == 404


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"what": "weather"}, "what"), ({}, "what"), ({"what": "clicks", "zone": "Mars"}, "zone"),
        ({"what": "clicks", "country": ["x"] * 10_000}, "country"), ({"what": "clicks", "spell": "x"}, "spell"),
        ({"what": "clicks", "window": "custom", "from": "2027-02-01", "to": "2027-01-01"}, "to"),
        ({"what": "clicks", "window": "custom", "from": "1027-02-01", "to": "2027-01-01"}, "from"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(page: Dashboard, terms: dict[str, Any], field: str) -> None:
    answer = page.post("/exports", **terms)
    assert (answer.status, answer.field) == (422, field)
