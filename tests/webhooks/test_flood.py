"""Many events at once, in any order and some of them again and again, come to what the clean order comes to."""

from __future__ import annotations

import dataclasses
import random
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from plugin import jobs
from plugin.app import create_app
from plugin.automations import forget_contact as forgetting
from plugin.contacts import verbs
from plugin.settings import Settings
from plugin.tenancy import tenant, unscoped
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.webhooks.conftest import Post
from tests.webhooks.people import everybody
from webhooks import turns
from webhooks.models import WebhookEvent
from workers.work_webhook import work_webhook

SENDERS, WORKERS, PEOPLE = 8, 4, 12
CHANGES = ("ContactCreate", "ContactUpdate", "ContactTagUpdate", "ContactDndUpdate", "ContactDelete")
PARTS = ("name", "email", "phone", "tags", "dnd")


def story(people: list[str], count: int, chance: random.Random) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
    """What happens to people, in the order in which it happens; most bodies hold only a part of what could be told."""
    begin = datetime.now(UTC) - timedelta(hours=1)
    for number in range(count):
        kind = chance.choices(CHANGES, (2, 5, 8, 3, 1))[0]
        whole = {
            "name": f"Jo {number}", "email": f"jo{number}@example.com", "phone": f"+1555{number:07}",
            "tags": chance.sample(["vip", "gold", "new", "lost"], chance.randint(0, 3)), "dnd": chance.random() < 0.5,
        }  # fmt: skip
        part = {name: whole[name] for name in chance.sample(PARTS, chance.randint(1, len(PARTS)))}
        # Some of them within one moment of the CRM's clock.
        yield kind, begin + timedelta(milliseconds=number // 2), {"id": chance.choice(people), **part}


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs that the queue was told of, instead of telling it."""
    told: list[str] = []

    def tell(name: str, **_ids: int | str) -> bool:
        told.append(name)
        return True

    monkeypatch.setattr(jobs, "tell", tell)
    monkeypatch.setattr(turns, "QUEUED_S", 3_600.0)  # however slow the machine is
    return told


def waiting(post: Post) -> list[str]:
    """The ids of the account's events that nobody has worked."""
    ours = WebhookEvent.body["locationId"].astext == post.place.crm_location_id
    with unscoped("cron", "tests: what waits") as session:
        return list(session.scalars(select(WebhookEvent.webhook_id).where(ours, WebhookEvent.worked_at.is_(None))))


def send_all(post: Post, settings: Settings, bodies: list[bytes]) -> None:
    """All at once, by several senders."""
    clients = [create_app(settings).test_client() for _ in range(SENDERS)]

    def send(share: int) -> set[int]:
        each = dataclasses.replace(post, app=clients[share])
        return {each.send(raw) for raw in bodies[share::SENDERS]}

    with ThreadPoolExecutor(SENDERS) as senders:
        assert set().union(*senders.map(send, range(SENDERS))) == {200}


@pytest.mark.parametrize("count", [60, pytest.param(385, marks=pytest.mark.fault)])
def test_a_flood_ends_as_the_clean_order_does(
    post: Post, sandbox: Sandbox, crm_settings: Settings, queue: list[str], count: int
) -> None:
    chance = random.Random(count)
    people = [secrets.token_hex(10) for _ in range(PEOPLE)]
    events = list(story(people, count, chance))
    clean = dataclasses.replace(post, place=install(sandbox))
    for place in (post.place, clean.place):
        with tenant(place.location_id) as session:
            for contact_id in people[: PEOPLE // 2]:
                verbs.want(session, contact_id)
    for kind, at, body in events:
        clean.tell(kind, at, **body)
    queue.clear()
    jobs.begun("work_webhooks")
    told = [post.raw(kind, at, **body) for kind, at, body in events]
    flood = told + chance.sample(told, round(count * 0.3))
    chance.shuffle(flood)
    send_all(post, crm_settings, flood)
    assert queue == ["work_webhooks"]  # they stand in nobody's way
    kept = waiting(post)
    assert len(kept) == count
    chance.shuffle(kept)
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(work_webhook, kept + chance.sample(kept, count // 3)))
    for contact_id in people:
        for place in (post.place, clean.place):
            forgetting.finish(place.location_id, contact_id)
    assert everybody(post.place.location_id) == everybody(clean.place.location_id)
    with unscoped("cron", "tests: all were worked, each once") as session:
        worked = [session.get_one(WebhookEvent, webhook_id) for webhook_id in kept]
        assert {(row.attempts, row.outcome in {"done", "old"}) for row in worked} == {(1, True)}
