"""Which clicks cause a run: people's, sent on, by a contact, on a link with CRM tags; once in a slot of time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from plugin.automations.cause import SLOT_S
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, a_hit, make_campaign, make_link, record_all, rows, tail_of, write
from workers.record_clicks import Tail

CONTACT = "ocQHyuzHvysMo5N5VsXc"


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


def runs(location: Tenant) -> list[Any]:
    return rows(location, "SELECT * FROM runs ORDER BY id")


def test_a_contacts_click_causes_a_run_with_the_tags_of_link_and_campaign(location: Tenant, tail: Tail) -> None:
    link = make_link(location, ["VIP"], make_campaign(location, "spring", "vip"))
    write(tail.settings.journal_dir, a_hit(location, link, contact=CONTACT))
    record_all(tail)
    (run,) = runs(location)
    assert (run.kind, run.link_id, run.crm_contact_id, run.state) == ("tag", link, CONTACT, "waiting")
    assert run.payload == {"tags": ["VIP", "spring", "vip"]}


def test_a_campaigns_tags_alone_are_enough(location: Tenant, tail: Tail) -> None:
    link = make_link(location, [], make_campaign(location, "spring"))
    write(tail.settings.journal_dir, a_hit(location, link, contact=CONTACT))
    record_all(tail)
    assert [run.payload for run in runs(location)] == [{"tags": ["spring"]}]


@pytest.mark.parametrize(
    "change",
    [
        {"user_agent": CRAWLER}, {"method": "HEAD"}, {"purpose": "prefetch"}, {"outcome": "paused"}, {"contact": ""},
        {"contact": "short"}, {"contact": "x" * 41}, {"contact": "not-an-id!"},
    ],
    ids=str,
)  # fmt: skip
def test_no_run_is_caused_by_a_hit_with(change: dict[str, Any], location: Tenant, tail: Tail) -> None:
    link = make_link(location, ["vip"])
    write(tail.settings.journal_dir, a_hit(location, link, **{"contact": CONTACT, **change}))
    record_all(tail)
    assert runs(location) == []
    assert rows(location, "SELECT count(*) FROM clicks") == [(1,)]


def test_a_link_without_tags_causes_none(location: Tenant, tail: Tail) -> None:
    link = make_link(location, [], make_campaign(location))
    write(tail.settings.journal_dir, a_hit(location, link, contact=CONTACT))
    record_all(tail)
    assert runs(location) == []


def test_clicks_of_one_contact_within_a_slot_cause_one_run_however_they_are_recorded(
    location: Tenant, tail: Tail
) -> None:  # fmt: skip
    link, other = make_link(location, ["vip"]), make_link(location, ["vip"])
    slot = time.time() // SLOT_S * SLOT_S - 10 * SLOT_S
    times = (slot, slot + 1, slot + SLOT_S - 0.1, slot + SLOT_S, slot - 0.1)
    clicks = [a_hit(location, link, contact=CONTACT, at=at) for at in times]
    write(tail.settings.journal_dir, *clicks, a_hit(location, other, contact=CONTACT, at=slot), name="host-1")
    write(tail.settings.journal_dir, *clicks, a_hit(location, link, contact="anotherContact1", at=slot), name="host-2")
    record_all(tail)
    found = sorted((run.link_id, run.crm_contact_id, run.slot - int(slot) // SLOT_S) for run in runs(location))
    mine = [(link, CONTACT, -1), (link, CONTACT, 0), (link, CONTACT, 1)]
    assert found == sorted([*mine, (other, CONTACT, 0), (link, "anotherContact1", 0)])
