"""Links through their doors: made, listed, changed and deleted, and what each of it tells visitors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from plugin.links.addresses import Address
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def published(location: Tenant, slug: str) -> Address:
    with tenant(location.id) as db:
        found = db.scalar(select(Address).where(Address.slug == slug))
        assert found is not None
        db.expunge(found)
        return found


def test_a_link_needs_only_a_destination(alice: Dashboard) -> None:
    link = alice.link(destination="https://www.example.com/spring?x=1#top")
    assert link["short_url"] == f"http://s.example/{link['slug']}"
    assert link["domain"] == "s.example"
    assert len(link["slug"]) == 7
    assert link["title"] == "example.com"
    assert link["status"] == "active"
    assert link["kind"] == "redirect"
    assert link["destination"] == "https://www.example.com/spring?x=1#top"
    assert (link["clicks"], link["bots"], link["tags"], link["crm_tags"]) == (0, 0, [], [])
    assert isinstance(link["id"], str)
    assert datetime.fromisoformat(link["created_at"]).tzinfo is not None


def test_a_link_may_be_made_with_everything_set(alice: Dashboard) -> None:
    tag = alice.post("/tags", name="Flyer", color="teal").json
    campaign = alice.post("/campaigns", name="Spring").json
    ends = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    link = alice.link(
        slug="Spring-Sale_24", title=" Spring sale ", paused=True, expires_at=ends, tags=[tag["id"]],
        crm_tags=[" VIP ", "vip", "", "Flyer"], campaign_id=campaign["id"],
    )  # fmt: skip
    assert link["slug"] == "spring-sale_24"
    assert link["title"] == "Spring sale"
    assert link["status"] == "paused"
    assert link["tags"] == [tag["id"]]
    assert link["crm_tags"] == ["vip", "flyer"]
    assert link["campaign_id"] == campaign["id"]
    assert datetime.fromisoformat(link["expires_at"]) == datetime.fromisoformat(ends)
    assert alice.get(f"/links/{link['id']}").json == link


def test_a_new_link_is_published_with_what_it_was_made_of(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(slug="for-all")
    address = published(location, "for-all")
    assert (address.kind, address.target_id) == ("link", int(link["id"]))
    assert address.published["destination"] == "https://example.com/"


def test_an_edit_changes_what_was_sent_and_publishes_it(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(slug="edit-me", title="Before")
    answer = alice.patch(f"/links/{link['id']}", destination="https://example.org/new", paused=True)
    assert answer.status == 200
    assert answer.json["destination"] == "https://example.org/new"
    assert answer.json["status"] == "paused"
    assert answer.json["title"] == "Before"
    assert answer.json["updated_at"] > link["updated_at"]
    address = published(location, "edit-me")
    assert address.published["destination"] == "https://example.org/new"
    assert address.published["paused"] is True


def test_a_blank_title_falls_back_to_the_host(alice: Dashboard) -> None:
    link = alice.link(title="Spring")
    assert alice.patch(f"/links/{link['id']}", title=" ").json["title"] == "example.com"


def test_a_link_called_by_its_host_follows_its_destination(alice: Dashboard) -> None:
    plain, named = alice.link(), alice.link(title="Spring")
    for link, title in ((plain, "example.org"), (named, "Spring")):
        assert alice.patch(f"/links/{link['id']}", destination="https://example.org/x").json["title"] == title


def test_the_slug_is_fixed_once_made(alice: Dashboard) -> None:
    link = alice.link(slug="fixed")
    refused = alice.patch(f"/links/{link['id']}", slug="other")
    assert (refused.status, refused.code, refused.field) == (422, "slug_fixed", "slug")
    assert alice.patch(f"/links/{link['id']}", slug="FIXED", title="Same slug").status == 200


def test_a_deleted_link_is_gone_and_its_address_leads_nowhere(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(slug="short-lived")
    assert alice.delete(f"/links/{link['id']}").status == 204
    assert published(location, "short-lived").kind == "gone"
    for method in ("GET", "PATCH", "DELETE"):
        gone = alice.call(method, f"/links/{link['id']}", json={} if method == "PATCH" else None)
        assert (gone.status, gone.code) == (404, "not_found")
    assert alice.get("/links").json == {"items": [], "next": None, "total": 0}


def test_a_deleted_link_waits_in_a_row_for_its_clicks_to_be_removed(alice: Dashboard, location: Tenant) -> None:
    link = alice.link()
    alice.delete(f"/links/{link['id']}")
    with tenant(location.id) as db:
        assert db.scalars(text("SELECT link_id FROM forgotten_links")).all() == [int(link["id"])]


def test_a_deleted_slug_may_be_taken_again_by_its_location_only(alice: Dashboard, rival: Tenant) -> None:
    link = alice.link(slug="mine-alone")
    alice.delete(f"/links/{link['id']}")
    assert dashboard(rival).post("/links", destination="https://example.com", slug="mine-alone").code == "slug_taken"
    assert alice.link(slug="mine-alone")["id"] != link["id"]


def test_tags_of_a_link_are_replaced_as_a_whole(alice: Dashboard) -> None:
    ids = [alice.post("/tags", name=name).json["id"] for name in ("One", "Two", "Three")]
    link = alice.link(tags=ids[:2])
    assert alice.patch(f"/links/{link['id']}", tags=[ids[2], ids[2]]).json["tags"] == [ids[2]]
    assert alice.patch(f"/links/{link['id']}", title="Untouched").json["tags"] == [ids[2]]
    assert alice.patch(f"/links/{link['id']}", tags=[]).json["tags"] == []


def test_dates_give_a_link_its_status(alice: Dashboard) -> None:
    soon, later = (datetime.now(UTC) + timedelta(hours=hours) for hours in (1, 2))
    link = alice.link(starts_at=soon.isoformat(), expires_at=later.isoformat())
    assert link["status"] == "scheduled"
    assert alice.patch(f"/links/{link['id']}", starts_at=None).json["status"] == "active"
    assert alice.patch(f"/links/{link['id']}", expires_at=None).json["expires_at"] is None


def test_an_expired_link_can_be_edited_without_moving_its_end(alice: Dashboard, location: Tenant) -> None:
    link = alice.link()
    with tenant(location.id) as db:
        db.execute(text("UPDATE links SET expires_at = now() - interval '1 day'"))
    shown = alice.get(f"/links/{link['id']}").json
    assert shown["status"] == "expired"
    assert alice.patch(f"/links/{link['id']}", title="Late", expires_at=shown["expires_at"]).status == 200
