"""What stands in the way of a link's visitors, as staff set it: limits, passwords, forms, and when a 301 may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from plugin.links import passwords
from plugin.links.addresses import Address
from plugin.links.models import Cap, Link
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

FORM = {
    "headline": "Who <b>are</b> you?",
    "fields": [
        {"name": "mail", "label": "E-mail", "kind": "email", "required": True},
        {"name": "size", "label": "Size", "kind": "text", "required": False},
    ],
    "consent_text": "You may write to me.",
    "button": "Go on",
}
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat()


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def cap(location: Tenant) -> tuple[int, int] | None:
    with tenant(location.id) as db:
        row = db.execute(select(Cap.click_limit, Cap.used)).one_or_none()
        return (row.click_limit, row.used) if row else None


def use(location: Tenant, clicks: int) -> None:
    with tenant(location.id) as db:
        db.execute(text("UPDATE caps SET used = used + :clicks"), {"clicks": clicks})


def lock(location: Tenant) -> tuple[str | None, int]:
    with tenant(location.id) as db:
        row = db.execute(select(Link.password_hash, Link.password_version)).one()
        return row.password_hash, row.password_version


def published(location: Tenant) -> dict[str, Any]:
    with tenant(location.id) as db:
        return dict(db.execute(select(Address.published)).scalar_one())


def test_a_click_limit_has_a_count_that_follows_it(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(click_limit=50)
    path = f"/links/{link['id']}"
    assert (link["click_limit"], link["clicks_left"], cap(location)) == (50, 50, (50, 0))
    use(location, 20)
    assert alice.get(path).json["clicks_left"] == 30
    assert alice.patch(path, click_limit=100).json["clicks_left"] == 80
    assert alice.patch(path, click_limit=10).json["clicks_left"] == 0
    assert (cap(location), published(location)["capped"]) == ((10, 20), True)
    assert alice.patch(path, title="Same limit").json["clicks_left"] == 0


def test_a_limit_taken_away_takes_its_count_along(alice: Dashboard, location: Tenant) -> None:
    path = f"/links/{alice.link(click_limit=5)['id']}"
    use(location, 5)
    freed = alice.patch(path, click_limit=None).json
    assert (freed["click_limit"], freed["clicks_left"], cap(location)) == (None, None, None)
    assert "capped" not in published(location)
    assert alice.patch(path, click_limit=5).json["clicks_left"] == 5
    assert alice.delete(path).status == 204
    assert cap(location) is None


def test_a_password_is_kept_as_a_hash_and_never_shown(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(password=" open Sesame ü ")
    kept, version = lock(location)
    assert kept is not None
    assert PasswordHasher().verify(kept, " open Sesame ü ")
    assert kept.startswith("$argon2id$")
    assert (link["has_password"], version, published(location)["password"]) == (True, 1, 1)
    assert "password" not in link
    for said in (str(link), str(alice.get("/links").json), str(published(location))):
        assert kept not in said
        assert "Sesame" not in said


def test_another_password_ends_what_the_first_one_opened(alice: Dashboard, location: Tenant) -> None:
    path = f"/links/{alice.link(password='first')['id']}"
    alice.patch(path, title="Untouched")
    assert lock(location)[1] == 1
    alice.patch(path, password="second")
    assert (lock(location)[1], published(location)["password"]) == (2, 2)
    assert alice.patch(path, password=None).json["has_password"] is False
    assert "password" not in published(location)
    alice.patch(path, password="first")
    assert published(location)["password"] == 3


def test_a_password_is_part_of_pro_and_can_always_be_taken_away(alice: Dashboard, location: Tenant) -> None:
    path = f"/links/{alice.link(password='x' * 128)['id']}"
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET plan = 'starter'"))
    refused = alice.post("/links", destination="https://example.com", password="secret")
    assert (refused.status, refused.code, refused.field) == (402, "plan_feature", "password")
    assert alice.patch(path, title="Still guarded").json["has_password"] is True
    # One that went astray can be replaced: else the only way out would be to open the link.
    assert alice.patch(path, password="another").json["has_password"] is True
    assert alice.patch(path, password=None).json["has_password"] is False


def test_only_so_many_passwords_are_hashed_at_once(
    alice: Dashboard, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/links/{alice.link()['id']}"
    monkeypatch.setattr(passwords, "PATIENCE_S", 0.0)
    seats = [passwords._seats.acquire(blocking=False) for _ in range(passwords.AT_ONCE)]
    refused = alice.patch(path, password="secret")
    for _ in seats:
        passwords._seats.release()
    assert (refused.status, refused.code, lock(location)) == (503, "busy", (None, 0))
    assert alice.patch(path, password="secret").json["has_password"] is True


def test_a_form_is_kept_as_text_and_taken_away_by_null(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(lead_form=FORM)
    assert link["lead_form"] == FORM
    assert published(location)["lead_form"] == FORM
    assert alice.patch(f"/links/{link['id']}", lead_form=None).json["lead_form"] is None
    assert "lead_form" not in published(location)


def test_a_short_form_is_filled_up(alice: Dashboard) -> None:
    form = alice.link(lead_form={"headline": "Hi", "fields": [{"name": "a", "label": "A"}]})["lead_form"]
    assert form["fields"] == [{"name": "a", "label": "A", "kind": "text", "required": False}]
    assert (form["consent_text"], form["button"]) == (None, "")


def test_an_expired_link_may_lead_elsewhere(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(expires_at=SOON, expired_destination="Example.org/late")
    assert link["expired_destination"] == "https://example.org/late"
    assert published(location)["expired_destination"] == "https://example.org/late"
    assert alice.patch(f"/links/{link['id']}", expired_destination="").json["expired_destination"] is None


def test_preview_and_pixels_are_published(alice: Dashboard, location: Tenant) -> None:
    preview = {"title": "Look <here>", "description": "", "image_url": "https://example.com/a.png"}
    pixels = [{"kind": "google", "id": "G-AB12CD34EF"}, {"kind": "google", "id": "AW-123456789"}]
    link = alice.link(preview=preview, pixels=pixels, pixel_consent=True)
    assert (link["preview"], link["pixels"], link["pixel_consent"]) == (preview, pixels, True)
    told = published(location)
    assert (told["preview"], told["pixels"], told["pixel_consent"]) == (preview, pixels, True)
    bare = alice.patch(f"/links/{link['id']}", preview=None, pixels=None).json
    assert (bare["preview"], bare["pixels"]) == (None, [])


@pytest.mark.parametrize("status", [302, 307])
def test_a_link_is_plain_until_its_status_says_otherwise(alice: Dashboard, location: Tenant, status: int) -> None:
    link = alice.link(redirect_status=status)
    assert (link["redirect_status"], link["warnings"]) == (status, [])
    assert published(location).get("redirect_status", 302) == status


def test_a_permanent_redirect_is_allowed_with_a_warning(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(redirect_status=301, utm={"source": "sms"})
    assert [warning["code"] for warning in link["warnings"]] == ["permanent_redirect"]
    assert published(location)["redirect_status"] == 301


CHANGES: list[dict[str, Any]] = [
    {"rules": [{"when": [{"kind": "country", "countries": ["DE"]}], "destination": "https://example.de/"}]},
    {"split": [{"destination": f"https://{name}.example/", "weight": 1} for name in "ab"]},
    {"forward_params": True},
    {"starts_at": SOON},
    {"expires_at": SOON},
    {"click_limit": 1},
    {"password": "secret"},
    {"lead_form": FORM},
    {"pixels": [{"kind": "x", "id": "o1abc"}]},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_a_permanent_redirect_is_refused_where_the_answer_can_change(alice: Dashboard, change: dict[str, Any]) -> None:
    permanent, changing = alice.link(redirect_status=301), alice.link(**change)
    for refused in (
        alice.post("/links", destination="https://example.com", redirect_status=301, **change),
        alice.patch(f"/links/{permanent['id']}", **change),
        alice.patch(f"/links/{changing['id']}", redirect_status=301),
    ):
        assert (refused.status, refused.code, refused.field) == (422, "permanent_redirect", "redirect_status")
    assert alice.patch(f"/links/{permanent['id']}", redirect_status=302, **change).status == 200
