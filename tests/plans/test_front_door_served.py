"""What visitors meet when a plan changes: in every process of a real server, at once, and nothing ever breaks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from plugin.clicks.journal import segments
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.clicks_world import IPHONE
from tests.dashboard import Dashboard
from tests.plans.conftest import Marketplace, at_work, days_pass, plan_id_of
from tests.served import Served, served, wait_for

PHONES = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://m.example.com/"}
GERMANS = {"when": [{"kind": "language", "languages": ["de"]}], "destination": "https://example.com/de"}
HALVES = [{"destination": f"https://example.com/{half}", "weight": 1} for half in "ab"]
HOME = "https://example.com/"


@pytest.fixture
def pair(crm_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two processes behind one port."""
    with served(dataclasses.replace(crm_settings, data_dir=tmp_path_factory.mktemp("pair")), workers=2) as server:
        wait_for(lambda: len(segments(server.settings.journal_dir)) == 2)
        yield server


def slug_of(alice: Dashboard, **fields: object) -> str:
    return urlsplit(str(alice.link(**fields)["short_url"])).path


def everywhere(server: Served, path: str, answers: set[str | int], **headers: str) -> None:
    """Both processes come to give just these answers, and stay with them."""

    def given() -> set[str | int]:
        found = (server.get(path, **headers) for _ in range(30))
        return {answer.getheader("Location") or answer.status for answer in found}

    wait_for(lambda: given() == answers, seconds=5)
    assert given() == answers


def test_paid_rules_and_splits_rest_on_a_downgrade_and_wake_on_an_upgrade_in_every_process(
    marketplace: Marketplace, place: Place, pair: Served
) -> None:
    alice, pro, phone = at_work(place), plan_id_of(place), {"User-Agent": IPHONE}
    ruled, split = slug_of(alice, rules=[PHONES, GERMANS]), slug_of(alice, split=HALVES)
    both = {"https://example.com/a", "https://example.com/b"}
    seen = {pair.get(split, **{"User-Agent": f"{IPHONE} {n}"}).getheader("Location") for n in range(40)}
    assert seen == both
    everywhere(pair, ruled, {"https://m.example.com/"}, **phone)
    marketplace.move(place, "plan_starter")
    everywhere(pair, ruled, {HOME}, **phone)
    everywhere(pair, ruled, {"https://example.com/de"}, **phone, **{"Accept-Language": "de"})
    everywhere(pair, split, {HOME})
    marketplace.move(place, pro)
    everywhere(pair, ruled, {"https://m.example.com/"}, **phone)
    seen = {pair.get(split, **{"User-Agent": f"{IPHONE} {n}"}).getheader("Location") for n in range(40)}
    assert seen == both


def test_a_password_guards_and_every_link_redirects_through_downgrade_lapse_and_payment(
    marketplace: Marketplace, place: Place, pair: Served
) -> None:
    alice, pro, phone = at_work(place), plan_id_of(place), {"User-Agent": IPHONE}
    plain, locked = slug_of(alice), slug_of(alice, password="secret")
    ruled = slug_of(alice, rules=[PHONES])
    guarded: set[str | int] = {pair.get(locked).status}
    assert guarded != {302}
    for step in (
        lambda: marketplace.move(place, "plan_starter"),
        lambda: marketplace.move(place, pro),
        lambda: marketplace.pay(place, "FAILED"),
        lambda: days_pass(place, 31),
    ):
        step()
        everywhere(pair, plain, {HOME})
        everywhere(pair, locked, guarded)
    everywhere(pair, ruled, {HOME}, **phone)
    marketplace.pay(place, "COMPLETE")
    everywhere(pair, ruled, {"https://m.example.com/"}, **phone)
    everywhere(pair, locked, guarded)
