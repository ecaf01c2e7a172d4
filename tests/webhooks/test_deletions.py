"""A contact who is deleted in the CRM: with us nothing names them any more, whatever comes late."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plugin import jobs
from plugin.automations import forget_contact as forgetting
from plugin.clicks import unlink
from plugin.contacts import tokens
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.dashboard import dashboard
from tests.sandbox_crm import Sandbox
from tests.webhooks.conftest import Post
from workers.forget_contact import forget_contact
from workers.forget_old import forget_old

HOUR = timedelta(hours=1)


@pytest.fixture
def jo() -> str:
    return secrets.token_hex(10)


@pytest.fixture
def home(post: Post) -> Tenant:
    place = post.place
    return Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)


Click = Callable[..., int]


@pytest.fixture
def click(crm_settings: Settings, home: Tenant, tmp_path: Path) -> Click:
    """Clicks of a contact on a link of an account, recorded; the link's id."""

    def clicked(contact_id: str, count: int = 1, owner: Tenant = home, **hit: Any) -> int:
        link_id = make_link(owner, ["vip"])
        hits = [a_hit(owner, link_id, contact=contact_id, **hit) for _ in range(count)]
        write(tmp_path / "journal", *hits, name=str(link_id))
        record_all(tail_of(crm_settings, tmp_path))
        return link_id

    return clicked


def named(post: Post, contact_id: str) -> int:
    return len(post.rows("SELECT 1 FROM clicks WHERE crm_contact_id = :id", id=contact_id))


def test_nothing_names_a_deleted_contact(post: Post, home: Tenant, click: Click, jo: str) -> None:
    link_id = click(jo, 3)
    post.tell("ContactUpdate", id=jo, name="Jo", email="jo@example.com", tags=["vip"])
    a_lead = """INSERT INTO leads (location_id, link_id, visitor, crm_contact_id)
                VALUES (smartlinks_location(), :link, '', :id) RETURNING id"""
    post.rows(a_lead, link=link_id, id=jo)
    with tenant(home.id) as session:
        tokens.token_of_contact(session, link_id, jo)
    clicks = post.rows("SELECT clicks FROM link_totals WHERE link_id = :link", link=link_id)
    assert post.tell("ContactDelete", id=jo, name="Jo", tags=["vip"]) == "done"
    forget_contact(location_id=home.id, crm_contact_id=jo)
    known = post.known(jo)
    assert known
    assert (known.name, known.email, known.tags, known.is_deleted) == (None, None, (), True)
    assert named(post, jo) == 0
    assert post.rows("SELECT 1 FROM leads WHERE crm_contact_id IS NOT NULL") == []
    assert post.rows("SELECT 1 FROM contact_tokens") == []
    runs = post.rows("SELECT crm_contact_id, state, reason_code FROM runs")
    assert runs == [{"crm_contact_id": "", "state": "ended", "reason_code": "contact_deleted"}]
    assert post.rows("SELECT clicks FROM link_totals WHERE link_id = :link", link=link_id) == clicks


def test_a_click_that_is_recorded_after_the_deletion_names_nobody_and_starts_nothing(
    post: Post, home: Tenant, click: Click, jo: str
) -> None:
    post.tell("ContactDelete", id=jo)
    link_id = click(jo)
    assert named(post, jo) == 0
    assert post.rows("SELECT clicks FROM link_totals WHERE link_id = :link", link=link_id) == [{"clicks": 1}]
    assert post.rows("SELECT 1 FROM runs WHERE crm_contact_id = :id", id=jo) == []


def test_a_deletion_wins_over_what_comes_late_and_not_over_what_is_later(post: Post, jo: str) -> None:
    now = datetime.now(UTC)
    assert post.tell("ContactDelete", now - HOUR, id=jo) == "done"
    assert post.tell("ContactTagUpdate", now - 2 * HOUR, id=jo, tags=["old"]) == "old"
    assert post.known(jo).is_deleted  # type: ignore[union-attr]
    assert post.tell("ContactCreate", now, id=jo, tags=["again"]) == "done"
    assert post.tell("ContactDelete", now - HOUR, id=jo) == "old"
    known = post.known(jo)
    assert known
    assert (known.tags, known.is_deleted) == (("again",), False)


def test_who_comes_back_keeps_the_clicks_made_since(post: Post, home: Tenant, click: Click, jo: str) -> None:
    now = datetime.now(UTC)
    click(jo, at=(now - 3 * HOUR).timestamp())
    click(jo, at=(now - HOUR).timestamp())
    post.tell("ContactCreate", now - HOUR, id=jo, tags=[])
    assert post.tell("ContactDelete", now - 2 * HOUR, id=jo) == "done"
    forget_contact(location_id=home.id, crm_contact_id=jo)
    assert named(post, jo) == 1


def test_many_clicks_are_unlinked_in_pieces_and_an_interrupted_job_is_told_again(
    post: Post, home: Tenant, click: Click, jo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(jo, 5)
    told: list[str] = []

    def tell(name: str, **ids: int | str) -> bool:
        told.append(" ".join([name, *map(str, ids.values())]))
        return True

    monkeypatch.setattr(jobs, "tell", tell)
    monkeypatch.setattr(unlink, "CHUNK", 2)
    post.tell("ContactDelete", id=jo)
    told.clear()
    post.rows("UPDATE contacts SET unlink_since = now() - interval '2 minutes' RETURNING 1")
    forgetting.sweep()
    assert f"forget_contact {home.id} {jo}" in told
    forget_contact(location_id=home.id, crm_contact_id=jo)
    assert named(post, jo) == 0
    told.clear()
    forgetting.sweep()
    assert f"forget_contact {home.id} {jo}" not in told


def test_a_rival_s_clicks_keep_their_contact(post: Post, sandbox: Sandbox, click: Click, jo: str) -> None:
    place = install(sandbox)
    rival = Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)
    click(jo, owner=rival)
    post.tell("ContactDelete", id=jo)
    forget_contact(location_id=post.place.location_id, crm_contact_id=jo)
    assert len(rows(rival, "SELECT 1 FROM clicks WHERE crm_contact_id = :id", id=jo)) == 1


def test_a_deletion_is_remembered_for_as_long_as_something_older_may_come(post: Post, jo: str) -> None:
    post.tell("ContactDelete", id=jo)
    forget_contact(location_id=post.place.location_id, crm_contact_id=jo)
    for days, is_kept in ((5, True), (9, False)):
        post.rows("UPDATE contacts SET deleted_at = now() - make_interval(days => :days) RETURNING 1", days=days)
        forget_old()
        assert (post.known(jo) is not None) == is_kept


def test_a_deletion_is_heeded_long_after_it_is_forgotten_until_the_contact_comes_back(
    post: Post, home: Tenant, click: Click, jo: str
) -> None:
    post.tell("ContactDelete", id=jo)
    forget_contact(location_id=home.id, crm_contact_id=jo)
    post.rows("UPDATE contacts SET deleted_at = now() - interval '9 days' RETURNING 1")
    forget_old()
    click(jo)
    assert (post.known(jo), named(post, jo)) == (None, 0)
    assert post.tell("ContactCreate", id=jo, tags=[]) == "done"
    click(jo)
    assert named(post, jo) == 1
    assert post.tell("ContactDelete", id=jo) == "done"
    forget_contact(location_id=home.id, crm_contact_id=jo)
    click(jo)
    assert named(post, jo) == 0
    # Each time, so that no file names them that was begun while they were there.
    assert post.rows("SELECT for_good, times FROM erased_contacts") == [{"for_good": False, "times": 2}]


def test_whom_an_admin_has_erased_the_crm_tells_of_in_vain(post: Post, home: Tenant, click: Click, jo: str) -> None:
    post.tell("ContactDelete", id=jo)
    assert dashboard(home, "admin").post(f"/contacts/{jo}/erase").status == 204
    assert post.tell("ContactCreate", id=jo, name="Jo", tags=["vip"]) == "nothing"
    assert post.tell("ContactDelete", id=jo) == "old"
    click(jo)
    assert (post.known(jo), named(post, jo)) == (None, 0)
