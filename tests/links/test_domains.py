"""The short domains around links: which hosts are ours, and who gets a slug that two want at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from plugin.domains.verbs import ours, short_url
from plugin.settings import Settings
from plugin.tenancy import tenant, unscoped
from tests.cast import Tenant
from tests.dashboard import dashboard


@pytest.fixture
def other_domains(settings: Settings) -> None:
    with unscoped("owner", "tests: two more short domains") as db:
        db.execute(text("INSERT INTO domains (host) VALUES ('10.0.0.1:8001'), ('go.example') ON CONFLICT DO NOTHING"))


@pytest.mark.parametrize("host", ["s.example", "s.example:8080", "go.example", "10.0.0.1:8001"])
def test_a_host_that_answers_short_links_is_ours(location: Tenant, other_domains: None, host: str) -> None:
    with tenant(location.id) as db:
        assert ours(db, host)


@pytest.mark.parametrize("host", ["10.0.0.1:8000", "10.0.0.1", "example", "x.s.example", "[::1]", "[::1]:8001"])
def test_any_other_host_is_not(location: Tenant, other_domains: None, host: str) -> None:
    with tenant(location.id) as db:
        assert not ours(db, host)


def test_a_link_to_any_short_domain_is_a_loop(location: Tenant, other_domains: None) -> None:
    alice = dashboard(location)
    for destination in ("http://10.0.0.1:8001/x", "go.example/x", "https://GO.example"):
        assert alice.post("/links", destination=destination).code == "destination_loop"
    assert alice.link(destination="http://10.0.0.1:8000/")


def test_short_urls_are_https_unless_the_operator_said_otherwise(settings: Settings) -> None:
    assert short_url("s.example", "abc") == "http://s.example/abc"
    assert short_url("go.example", "abc") == "https://go.example/abc"


def test_of_all_who_want_one_slug_at_once_one_gets_it(location: Tenant, rival: Tenant) -> None:
    ready = threading.Barrier(4)

    def claim(number: int) -> int:
        page = dashboard(location if number % 2 else rival)
        ready.wait(timeout=30)
        return page.post("/links", destination="https://example.com", slug="at-once").status

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(claim, range(4))) == [201, 409, 409, 409]
