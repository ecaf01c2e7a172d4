"""The questions through their door: zones, ranges, scopes, narrowing, funnel, split; and what cannot be asked."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from plugin import db as ground
from plugin.clicks.click_id import click_id
from plugin.conversions.verbs import convert
from plugin.locations.models import Terms
from plugin.reports import memo, report
from plugin.settings import Settings
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_secret
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_campaign, make_link, record_all, tail_of, write
from tests.dashboard import Dashboard, dashboard

DAY = 86_400


@pytest.fixture
def page(location: Tenant) -> Dashboard:
    return dashboard(location)


def arrive(settings: Settings, folder: Path, *hits: Any) -> None:
    write(folder / "journal", *hits, name=f"host-{time.monotonic_ns()}")
    record_all(tail_of(settings, folder))


def ask(page: Dashboard, questions: str, **query: Any) -> Any:
    answer = page.get("/reports", questions=questions, **query)
    assert answer.status == 200, answer
    return answer.json[questions] if "," not in questions else answer.json


def test_iphone_visitors_from_france_by_destination(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    link = make_link(location)
    arrive(
        settings, tmp_path,
        a_hit(location, link, country="FR", user_agent=IPHONE, destination="https://a.example/", rule=1),
        a_hit(location, link, country="FR", user_agent=IPHONE, destination="https://b.example/", variant="v1"),
        a_hit(location, link, country="FR", destination="https://a.example/"),
        a_hit(location, link, country="DE", user_agent=IPHONE, destination="https://a.example/"),
        a_hit(location, link, country="", user_agent=IPHONE, destination="https://a.example/"),
    )  # fmt: skip
    found = ask(page, "destinations", country="FR", system="iOS")
    assert found == [
        {"value": "https://a.example/", "rule": 1, "variant": None, "clicks": 1},
        {"value": "https://b.example/", "rule": None, "variant": "v1", "clicks": 1},
    ]
    both = ask(page, "cards", country=["FR", "DE"])
    assert (both["clicks"], both["leads"]) == (4, None)
    assert ask(page, "cards", country="")["clicks"] == 1
    assert ask(page, "cards", country="' OR 1=1 --")["clicks"] == 0


def test_a_campaign_and_a_tag_have_the_clicks_of_their_links(
    location: Tenant, rival: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    campaign = make_campaign(location)
    one, two, other = (
        make_link(location, campaign_id=campaign),
        make_link(location, campaign_id=campaign),
        make_link(location),
    )
    tag = page.post("/tags", name="spring", color="teal").json["id"]
    with tenant(location.id) as db:
        db.execute(
            text("INSERT INTO link_tags (location_id, link_id, tag_id) VALUES (:home, :link, :tag)"),
            {"home": location.id, "link": other, "tag": int(tag)},
        )
    arrive(settings, tmp_path, *(a_hit(location, link) for link in (one, one, two, other)))
    assert ask(page, "cards", campaign_id=campaign)["clicks"] == 3
    assert [each["link_id"] for each in ask(page, "links", campaign_id=campaign)] == [str(one), str(two)]
    assert ask(page, "cards", tag_id=tag)["clicks"] == 1
    assert ask(page, "cards")["clicks"] == 4
    theirs = dashboard(rival)
    for scope in ({"campaign_id": campaign}, {"tag_id": tag}, {"link_id": one}):
        assert theirs.get("/reports", **scope).status == 404


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Europe/Berlin", "2026-10-25", 25), ("Europe/Berlin", "2026-03-29", 23), ("Asia/Kathmandu", "2026-10-25", 24),
        ("Australia/Lord_Howe", "2026-10-04", 24), ("America/Sao_Paulo", "2026-10-25", 24), ("UTC", "2026-10-25", 24),
    ],
)  # fmt: skip
def test_a_day_has_the_hours_that_its_zone_gives_it(page: Dashboard, zone: str, first: str, hours: int) -> None:
    query = {"window": "custom", "from": first, "to": first, "zone": zone, "interval": "hour"}
    points = ask(page, "clicks_over_time", **query)["points"]
    assert len(points) == hours
    begins = datetime.fromisoformat(points[0]["at"])
    assert begins.astimezone(ZoneInfo(zone)).strftime("%F %T") == f"{first} 00:00:00"


def test_weeks_begin_on_monday_and_months_on_their_first(page: Dashboard) -> None:
    query = {"window": "custom", "from": "2026-09-02", "to": "2026-10-20"}
    weeks = [point["at"][:10] for point in ask(page, "clicks_over_time", interval="week", **query)["points"]]
    months = [point["at"][:10] for point in ask(page, "clicks_over_time", interval="month", **query)["points"]]
    assert weeks[:3] == ["2026-09-02", "2026-09-07", "2026-09-14"]
    assert all(date.fromisoformat(each).weekday() == 0 for each in weeks[1:])
    assert months == ["2026-09-02", "2026-10-01"]


def test_reports_end_where_the_plans_history_does(settings: Settings, tmp_path: Path) -> None:
    starter = make_tenant("clipped", plan="starter")
    page, link, now = dashboard(starter), make_link(starter), time.time()
    arrive(settings, tmp_path, a_hit(starter, link, at=now - 200 * DAY), a_hit(starter, link, at=now - 10 * DAY))
    answer = page.get("/reports", questions="cards", window="all").json
    assert answer["cards"]["clicks"] == 1
    horizon = datetime.now(UTC).date() - timedelta(days=179)
    assert answer["window"]["clipped_to"] == str(horizon)
    assert page.get("/reports", questions="cards", window="90d").json["cards"]["was"]["clicks"] == 0
    longer = {"window": "custom", "from": str(horizon + timedelta(days=89)), "to": str(horizon + timedelta(days=179))}
    assert page.get("/reports", questions="cards", **longer).json["cards"]["was"] is None
    early = {"window": "custom", "from": str(horizon - timedelta(days=9)), "to": str(horizon - timedelta(days=1))}
    assert page.get("/reports", **early).field == "to"
    with tenant(starter.id) as db:
        db.execute(text("UPDATE terms SET plan = 'pro'"))
    assert page.get("/reports", questions="cards", window="all").json["cards"]["clicks"] == 2


def test_the_funnel_goes_from_sent_to_worth(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    link, now = make_link(location), time.time()
    moments = [now - number - 0.123457 for number in range(10)]
    arrive(
        settings, tmp_path,
        *(a_hit(location, link, at=at, variant="ab"[number % 2]) for number, at in enumerate(moments[:9])),
        a_hit(location, link, at=moments[9], user_agent=CRAWLER),
    )  # fmt: skip
    for number in (0, 1, 2, 9):
        told(location, link, moments[number], value="10.50", currency="EUR")
    told(location, link, moments[0], event="signup")
    found = ask(page, "funnel", link_id=link, sent=100)
    assert found == {
        "sent": 100, "clicks": 9, "visitors": 9, "leads": 0, "conversions": 3, "click_rate": 0.09,
        "conversion_rate": 0.3333, "values": [{"currency": "EUR", "value": "31.500"}],
    }  # fmt: skip
    split = ask(page, "split", link_id=link)
    counted = {each["variant"]: (each["visitors"], each["conversions"]) for each in split["variants"]}
    assert counted == {"a": (5, 2), "b": (4, 1)}
    assert split["verdict"]["best"] is None


def told(owner: Tenant, link: int, at: float, **what: Any) -> None:
    with tenant(owner.id) as db:
        salt = db.get_one(Terms, owner.id).visitor_salt
        named = click_id(visitor_secret(ground.settings().visitor_secret, bytes(salt)), owner.id, link, at)
        body = {"event": "sale", "id": "", "value": None, "currency": None, "at": None, **what}
        convert(db, {**body, "click_id": named}, "server", datetime.now(UTC))


def test_nothing_is_counted_twice_while_the_pulse_stands_still(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, counted = make_link(location), list[str]()
    arrive(settings, tmp_path, a_hit(location, link))
    kept = memo.remembered

    def watched(db: Any, pulse: int, question: Any, find: Any) -> Any:
        return kept(db, pulse, question, lambda: counted.append(question[0]) or find())  # type: ignore[func-returns-value]

    monkeypatch.setattr(report, "remembered", watched)
    for clicks in (1, 1):
        assert ask(page, "cards")["clicks"] == clicks
    arrive(settings, tmp_path, a_hit(location, link))
    assert ask(page, "cards")["clicks"] == 2
    assert counted == ["cards", "cards"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"window": "custom"}, "from"), ({"window": "custom", "from": "2026-01-01"}, "to"),
        ({"window": "custom", "from": "2026-03-01", "to": "2026-02-01"}, "to"),
        ({"window": "custom", "from": "1026-03-01", "to": "2026-02-01"}, "from"),
        ({"window": "custom", "from": "2999-03-01", "to": "2999-03-02"}, "from"),
        ({"window": "custom", "from": "yesterday", "to": "2026-02-01"}, "from"),
        ({"zone": "Mars/Olympus"}, "zone"), ({"zone": "../etc/passwd"}, "zone"), ({"interval": "minute"}, "interval"),
        ({"interval": "hour", "window": "90d"}, "interval"), ({"weather": "rain"}, "weather"),
        ({"country": ["FR"] * 10_000}, "country"), ({"country": "F" * 3000}, "country"), ({"most": 0}, "most"),
        ({"campaign_id": "1", "tag_id": "1"}, "tag_id"), ({"sent": -1}, "sent"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_what_cannot_be_asked_names_the_field(page: Dashboard, query: dict[str, Any], field: str) -> None:
    answer = page.get("/reports", **query)
    assert (answer.status, answer.field.split("[")[0].split(".")[0]) == (422, field)
