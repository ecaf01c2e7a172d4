"""What the CRM tells of contacts: kept in the order of its clock, of our accounts alone, and starting nothing."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plugin.contacts import verbs
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import make_link
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.webhooks.conftest import Post
from tests.webhooks.people import everybody, known_to
from workers.work_webhook import work_webhook

NOW = datetime.now(UTC)
EARLIER = NOW - timedelta(hours=5)


@pytest.fixture
def jo() -> str:
    return secrets.token_hex(10)


def want(post: Post, contact_id: str) -> None:
    with tenant(post.place.location_id) as session:
        verbs.want(session, contact_id)


@pytest.mark.parametrize("kind", ["ContactCreate", "ContactUpdate", "ContactTagUpdate", "ContactDndUpdate"])
def test_each_kind_that_speaks_of_a_contact_tells_their_tags(post: Post, jo: str, kind: str) -> None:
    assert post.tell(kind, id=jo, tags=["VIP", "Zürich"], dnd=True) == "done"
    known = post.known(jo)
    assert known
    assert (known.tags, known.dnd) == (("vip", "zürich"), True)


def test_names_are_kept_of_those_alone_who_click_or_are_leads(post: Post, jo: str) -> None:
    body: dict[str, Any] = {
        "id": jo,
        "firstName": "Jo",
        "lastName": "Lee",
        "email": "jo@example.com",
        "phone": "+15550100",
        "tags": [],
    }
    post.tell("ContactUpdate", **body)
    assert post.known(jo).name is None  # type: ignore[union-attr]
    want(post, jo)
    post.tell("ContactUpdate", **body)
    known = post.known(jo)
    assert known
    assert (known.name, known.email, known.phone) == ("Jo Lee", "jo@example.com", "+15550100")
    with tenant(post.place.location_id) as session:
        assert verbs.names_of(session, [jo, "somebody0else"]) == {jo: "Jo Lee"}


def test_an_older_list_of_tags_changes_nothing(post: Post, jo: str) -> None:
    assert post.tell("ContactTagUpdate", NOW, id=jo, tags=["new"]) == "done"
    assert post.tell("ContactTagUpdate", EARLIER, id=jo, tags=["old"]) == "old"
    assert post.tell("ContactUpdate", EARLIER, id=jo, tags=["old"], dnd=True) == "done"
    known = post.known(jo)
    assert known
    assert (known.tags, known.dnd) == (("new",), True)


def test_our_own_tags_that_come_back_start_nothing(post: Post, sandbox: Sandbox, jo: str) -> None:
    place = post.place
    make_link(Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id), ["vip"])
    asked = len(sandbox.requests("/", post.place.crm_location_id))
    assert post.tell("ContactTagUpdate", id=jo, tags=["vip"]) == "done"
    assert post.tell("ContactTagUpdate", id=jo, tags=["vip"]) == "done"
    assert post.rows("SELECT id FROM runs") == []
    assert len(sandbox.requests("/", post.place.crm_location_id)) == asked


def test_another_account_s_contact_stays_its_own(post: Post, sandbox: Sandbox, jo: str) -> None:
    rival = install(sandbox)
    post.tell("ContactTagUpdate", id=jo, tags=["vip"])
    assert known_to(rival.location_id, jo) is None
    assert post.tell("ContactTagUpdate", locationId="L0cationThatIsNobody", id=jo, tags=["x"]) == "nothing"


@pytest.mark.parametrize("contact_id", [None, "", 5, "../../locations/x", "a" * 65, "jo\u0000"])
def test_an_event_about_nobody_is_nothing(post: Post, contact_id: object) -> None:
    before = everybody(post.place.location_id)
    assert post.tell("ContactUpdate", id=contact_id, tags=["x"]) in {"nothing", "done"}
    assert contact_id == "jo\u0000" or everybody(post.place.location_id) == before


def test_an_event_that_tells_no_tags_has_the_crm_asked_of_whom_we_know(post: Post, jo: str) -> None:
    post.tell("ContactTagUpdate", id=jo, tags=["vip"])
    assert post.rows("SELECT 1 FROM contacts WHERE read_after IS NOT NULL") == []
    post.tell("ContactTagUpdate", id=jo, payloadTooLarge=True)
    assert len(post.rows("SELECT 1 FROM contacts WHERE read_after <= now()")) == 1
    assert post.known(jo).tags == ("vip",)  # type: ignore[union-attr]


def test_what_an_event_says_of_a_person_is_not_kept_beside_the_copy(post: Post, jo: str) -> None:
    raw = post.raw("ContactUpdate", id=jo, email="jo@example.com", webhookId=f"wh-{jo}")
    assert post.send(raw) == 200
    assert post.kept(f"wh-{jo}").body["email"] == "jo@example.com"
    work_webhook(f"wh-{jo}")
    assert post.kept(f"wh-{jo}").body == {}
