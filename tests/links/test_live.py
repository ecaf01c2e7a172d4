"""Publishing a link claims its slug for good: across tenants, across deletion, without spoiling the transaction."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from plugin.errors import Conflict
from plugin.links.addresses import Address
from plugin.links.live import Live, parse, publish, withdraw
from plugin.links.parts import LeadField, LeadForm, Pixel, Preview
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.drafts import draft


def published(db: Session, domain_id: int, slug: str) -> Live:
    row = db.execute(select(Address).where(Address.domain_id == domain_id, Address.slug == slug)).scalar_one()
    db.expire(row)
    return parse(row.domain_id, row.slug, row.location_id, row.target_id or 0, row.published)


def test_what_is_published_is_what_a_visitor_is_told(location: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(location.id) as db:
        link = draft(db, location, slug=slug.upper(), id=1)
        link.expires_at = datetime(2031, 1, 1, tzinfo=UTC)
        publish(db, link)
        live = published(db, link.domain_id, slug)
    assert live == Live(
        location_id=location.id,
        link_id=1,
        domain_id=link.domain_id,
        slug=slug,
        kind="redirect",
        destination="https://example.com/a",
        expires_at=1924992000.0,
    )


def test_a_plain_link_is_published_in_no_more_than_it_needs(location: Tenant) -> None:
    with tenant(location.id) as db:
        link = draft(db, location)
        publish(db, link)
        row = db.execute(select(Address.published).where(Address.slug == link.slug)).scalar_one()
    assert row == {"kind": "redirect", "destination": "https://example.com/a", "version": 1}


def test_everything_a_link_has_reaches_its_visitors(location: Tenant) -> None:
    form = {"headline": "Hi", "fields": [{"name": "a", "label": "A", "kind": "email", "required": True}]}
    with tenant(location.id) as db:
        link = draft(
            db, location, paused=True, expired_destination="https://example.org/", click_limit=3, password_hash="hash",
            password_version=2, lead_form=form, redirect_status=307, preview={"title": "T"}, pixel_consent=True,
            pixels=[{"kind": "x", "id": "o1abc"}], content={"company": "Lee"}, utm={"source": "sms"},
        )  # fmt: skip
        publish(db, link)
        live = published(db, link.domain_id, link.slug)
    assert (live.paused, live.capped, live.password, live.redirect_status) == (True, True, 2, 307)
    assert live.lead_form == LeadForm(
        headline="Hi", fields=(LeadField(name="a", label="A", kind="email", required=True),)
    )
    assert (live.preview, live.pixels) == (Preview(title="T"), (Pixel(kind="x", id="o1abc"),))
    assert (live.pixel_consent, live.content) == (True, {"company": "Lee"})
    assert live.routing is not None
    assert live.routing.default.url == "https://example.com/a?utm_source=sms"


def test_publishing_again_replaces_the_copy_and_counts_the_version_up(location: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(location.id) as db:
        link = draft(db, location, slug=slug)
        publish(db, link)
        link.destination = "https://example.com/b"
        publish(db, link)
        live = published(db, link.domain_id, slug)
    assert (live.destination, live.version) == ("https://example.com/b", 2)


def test_a_slug_of_another_tenant_is_taken_and_the_transaction_goes_on(location: Tenant, rival: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(rival.id) as db:
        publish(db, draft(db, rival, slug=slug))
    with tenant(location.id) as db:
        link = draft(db, location, slug=slug)
        with pytest.raises(Conflict) as refused:
            publish(db, link)
        link.slug = secrets.token_hex(5)
        publish(db, link)
    assert (refused.value.code, refused.value.details["field"]) == ("slug_taken", "slug")
    with tenant(location.id) as db:
        assert published(db, link.domain_id, link.slug).location_id == location.id


def test_a_slug_of_another_link_of_the_same_tenant_is_taken_too(location: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(location.id) as db:
        publish(db, draft(db, location, slug=slug))
        with pytest.raises(Conflict):
            publish(db, draft(db, location, slug=slug, id=2))


def test_a_withdrawn_slug_is_emptied_and_only_its_own_tenant_takes_it_back(location: Tenant, rival: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(location.id) as db:
        link = draft(db, location, slug=slug)
        publish(db, link)
        assert withdraw(db, link.domain_id, slug.upper())
        assert not withdraw(db, link.domain_id, slug)
        row = db.execute(select(Address.kind, Address.target_id, Address.published).where(Address.slug == slug)).one()
    assert tuple(row) == ("gone", None, {"version": 2})
    with tenant(rival.id) as db:
        assert not withdraw(db, link.domain_id, slug)
        with pytest.raises(Conflict):
            publish(db, draft(db, rival, slug=slug))
    with tenant(location.id) as db:
        publish(db, draft(db, location, slug=slug, id=2))
        live = published(db, link.domain_id, slug)
    assert (live.link_id, live.version) == (2, 3)


def test_two_who_claim_a_slug_at_once_cannot_both_have_it(location: Tenant, rival: Tenant) -> None:
    slug = secrets.token_hex(5)
    with tenant(location.id) as first:
        publish(first, draft(first, location, slug=slug))
        with tenant(rival.id) as second:
            second.execute(text("SET LOCAL lock_timeout = '200ms'"))
            with pytest.raises(Exception, match="lock timeout"):
                publish(second, draft(second, rival, slug=slug))
            second.rollback()
