"""A token in `?c=` stands for its contact: in what is recorded and in what follows, and only in its own account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugin import tenancy
from plugin.automations.forget import forget_link
from plugin.contacts import tokens
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.dashboard import dashboard
from tests.workflows.conftest import contact_id
from workers.record_clicks import Tail


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


def click(tail: Tail, account: Tenant, link: int, contact: str) -> list[str | None]:
    """Record a click that names a contact so; whom each click of the link names by then, oldest first."""
    write(tail.settings.journal_dir, a_hit(account, link, contact=contact))
    record_all(tail)
    sql = "SELECT crm_contact_id FROM clicks WHERE link_id = :link ORDER BY seq"
    return [row.crm_contact_id for row in rows(account, sql, link=link)]


def token_of(account: Tenant, link: int, contact: str) -> str:
    with tenancy.tenant(account.id) as db:
        return tokens.token_of_contact(db, link, contact)


def test_the_click_and_its_runs_are_the_contacts(location: Tenant, tail: Tail) -> None:
    link, contact = make_link(location, ["vip"]), contact_id()
    assert click(tail, location, link, token_of(location, link, contact)) == [contact]
    assert [run.crm_contact_id for run in rows(location, "SELECT * FROM runs")] == [contact]


def test_it_stands_for_the_contact_on_the_accounts_other_links_too(location: Tenant, tail: Tail) -> None:
    one, other, contact = make_link(location), make_link(location), contact_id()
    assert click(tail, location, other, token_of(location, one, contact)) == [contact]


@pytest.mark.parametrize("claim", ["x" * 32, "0123456789abcdef0123456789abcdef"])
def test_one_that_was_never_given_stands_for_nobody(location: Tenant, tail: Tail, claim: str) -> None:
    link = make_link(location, ["vip"])
    assert click(tail, location, link, claim) == [None]
    assert rows(location, "SELECT 1 FROM runs") == []


def test_a_rivals_token_stands_for_nobody(location: Tenant, rival: Tenant, tail: Tail) -> None:
    link, theirs = make_link(location, ["vip"]), make_link(rival)
    assert click(tail, location, link, token_of(rival, theirs, contact_id())) == [None]


def test_a_contacts_own_id_is_taken_as_it_is(location: Tenant, tail: Tail) -> None:
    contact = contact_id()
    assert click(tail, location, make_link(location), contact) == [contact]


def test_the_same_contact_and_link_have_one_token(location: Tenant) -> None:
    link, other, contact = make_link(location), make_link(location), contact_id()
    made = [token_of(location, each, contact) for each in (link, link, other)]
    assert made[0] == made[1] != made[2]
    assert token_of(location, link, contact_id()) not in made
    assert all(len(token) == tokens.LENGTH and token.isalnum() and token.isascii() for token in made)


def test_a_leads_token_names_nobody_until_the_crm_knows_the_lead(location: Tenant, tail: Tail) -> None:
    link, contact = make_link(location), contact_id()
    with tenancy.tenant(location.id) as db:
        token = tokens.token_of_lead(db, link, 7)
        assert tokens.token_of_lead(db, link, 7) == token
    assert click(tail, location, link, token) == [None]
    with tenancy.tenant(location.id) as db:
        tokens.name_lead(db, 7, contact)
    assert click(tail, location, link, token) == [None, contact]


def test_a_deleted_link_takes_its_tokens_with_it_but_not_its_leads(location: Tenant, tail: Tail) -> None:
    account = dashboard(location)
    link = int(account.link()["id"])
    token_of(location, link, contact_id())
    with tenancy.tenant(location.id) as db:
        tokens.token_of_lead(db, link, 7)
    account.delete(f"/links/{link}")
    forget_link(location.id, link)
    assert [row.lead_id for row in rows(location, "SELECT lead_id FROM contact_tokens")] == [7]


def test_tokens_are_walled_like_everything_else(location: Tenant, rival: Tenant) -> None:
    token_of(location, make_link(location), contact_id())
    seen: list[Any] = rows(rival, "SELECT * FROM contact_tokens")
    assert seen == []
