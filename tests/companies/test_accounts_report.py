"""The report of all of a company's accounts is the sum of theirs, for its admins and nobody else's."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.companies import summed
from plugin.companies.summed import BREAKDOWNS, KINDS
from plugin.errors import Unavailable
from plugin.reports.report import report
from plugin.settings import Settings
from plugin.tenancy import location_of, tenant
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link, record_all, tail_of, write
from tests.dashboard import Answer, Dashboard, dashboard

DAY = 86_400
ANNA, BEN = "aa" * 16, "bb" * 16
PATH = "/accounts/report"


@dataclass(frozen=True)
class House:
    """A company with two accounts and clicks in both, one of them on Starter."""

    big: Tenant
    small: Tenant

    @property
    def page(self) -> Dashboard:
        return dashboard(self.big, "admin", of_company=True)

    @property
    def pages(self) -> tuple[Dashboard, Dashboard]:
        return dashboard(self.big), dashboard(self.small)


def of_the_same_company(other: Tenant, name: str, plan: str) -> Tenant:
    made = make_tenant(name, plan)
    with tenant(made.id) as db:
        moved = "UPDATE locations SET company_id = :company"
        db.execute(text(moved), {"company": other.company_id})
    return made


@pytest.fixture
def house(location: Tenant, settings: Settings, tmp_path: Path) -> House:
    """Big: Anna thrice (10 days ago, then twice), Ben from France, a crawler. Small: Anna 200 and 3 days ago."""
    small = of_the_same_company(location, "small", "starter")
    one, two, now = make_link(location), make_link(small), time.time()
    write(
        tmp_path / "journal",
        a_hit(location, one, visitor=ANNA, at=now - 10 * DAY),
        a_hit(location, one, visitor=ANNA),
        a_hit(location, one, visitor=ANNA, referrer="https://t.co/x"),
        a_hit(location, one, visitor=BEN, user_agent=IPHONE, country="FR"),
        a_hit(location, one, user_agent=CRAWLER),
        a_hit(small, two, visitor=ANNA, country="DE", at=now - 200 * DAY),
        a_hit(small, two, visitor=ANNA, country="DE", at=now - 3 * DAY),
        name=f"host-{location.id}",
    )
    record_all(tail_of(settings, tmp_path))
    return House(location, small)


def ask(page: Dashboard, **query: Any) -> Any:
    answer = page.get(PATH, **query)
    assert answer.status == 200, answer
    return answer.json


@pytest.mark.parametrize(
    "query",
    [{"window": "7d"}, {"window": "30d", "bots": "include", "zone": "Asia/Kathmandu"}, {"country": ["FR", "DE"]},
     {"window": "all", "interval": "month"}, {"window": "90d", "interval": "week"}],
    ids=str,
)  # fmt: skip
def test_every_number_is_the_sum_of_the_accounts_own(house: House, query: dict[str, Any]) -> None:
    whole = ask(house.page, **query)
    parts = [page.get("/reports", questions=",".join(KINDS), **query).json for page in house.pages]
    for name in ("clicks", "unique", "repeat", "scans", "bots", "contacts", "contact_clicks"):
        assert whole["cards"][name] == sum(part["cards"][name] for part in parts), name
    for kind in BREAKDOWNS:
        counted = Counter[str]()
        for part in parts:
            counted.update({each["value"]: each["clicks"] for each in part[kind]})
        assert {each["value"]: each["clicks"] for each in whole[kind]} == counted, kind
    for name in ("clicks", "unique"):
        points = [point[name] for part in parts for point in part["clicks_over_time"]["points"]]
        assert sum(point[name] for point in whole["clicks_over_time"]["points"]) == sum(points)
    assert sum(map(sum, whole["busiest_hours"])) == sum(sum(map(sum, part["busiest_hours"])) for part in parts)
    assert {each["id"]: each["clicks"] for each in whole["accounts"]} == {
        str(account.id): part["cards"]["clicks"] for account, part in zip((house.big, house.small), parts, strict=True)
    }


def test_accounts_are_named_with_their_part_the_most_clicked_first(house: House) -> None:
    found = ask(house.page, window="30d")
    assert [(each["id"], each["clicks"], each["unique"]) for each in found["accounts"]] == [
        (str(house.big.id), 4, 2), (str(house.small.id), 1, 1),
    ]  # fmt: skip
    assert [each["name"] for each in found["accounts"]] == [name_of(house.big), "small"]
    assert found["left_out"] == 0
    assert found["cards"]["was"]["clicks"] == 0
    assert (found["cards"]["clicks"], found["cards"]["unique"]) == (5, 3)


def name_of(account: Tenant) -> str:
    return str(dashboard(account).get("/me").json["location"]["name"])


def test_each_accounts_history_ends_where_its_plan_says(house: House) -> None:
    found = ask(house.page, window="all")
    clipped = {each["id"]: each["clipped_to"] for each in found["accounts"]}
    horizon = str(datetime.now(UTC).date() - timedelta(days=179))
    assert clipped == {str(house.big.id): None, str(house.small.id): horizon}
    assert found["window"]["clipped_to"] == horizon
    assert found["window"]["from"][:10] == horizon
    assert found["cards"]["clicks"] == 5
    assert len(found["clicks_over_time"]["points"]) == 180


def test_an_account_whose_plan_shows_nothing_of_the_range_is_left_out(house: House) -> None:
    today = datetime.now(UTC).date()
    days = {"window": "custom", "from": str(today - timedelta(days=220)), "to": str(today - timedelta(days=190))}
    found = ask(house.page, **days)
    assert [each["id"] for each in found["accounts"]] == [str(house.big.id)]
    assert found["left_out"] == 1
    older = {"window": "custom", "from": str(today - timedelta(days=420)), "to": str(today - timedelta(days=400))}
    assert (house.page.get(PATH, **older).status, house.page.get(PATH, **older).field) == (422, "to")


def test_only_so_many_accounts_are_asked_the_most_clicked_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summed, "MOST", 1)
    found = ask(house.page, window="30d")
    assert ([each["id"] for each in found["accounts"]], found["left_out"]) == ([str(house.big.id)], 1)
    assert found["cards"]["clicks"] == 4


def test_who_is_not_counted_in_time_is_left_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summed, "BUDGET_S", -1)
    found = ask(house.page)
    assert (found["accounts"], found["left_out"], found["cards"]["clicks"]) == ([], 2, 0)


def test_who_takes_too_long_to_count_is_left_out_and_refused_only_where_nobody_is_left(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = {house.small.id}

    def counted(db: Session, *asked: Any) -> dict[str, Any]:
        if location_of(db) in slow:
            raise Unavailable("This took too long to count.", code="report_too_slow")
        return report(db, *asked)

    monkeypatch.setattr(summed, "report", counted)
    assert (ask(house.page)["left_out"], ask(house.page)["cards"]["clicks"]) == (1, 4)
    slow.add(house.big.id)
    assert (house.page.get(PATH).status, house.page.get(PATH).code) == (503, "report_too_slow")


def test_values_are_summed_before_the_list_is_cut(house: House, settings: Settings, tmp_path: Path) -> None:
    for account, own in ((house.big, "one"), (house.small, "two")):
        link = make_link(account)
        hits = [a_hit(account, link, country="NO", utm_source=label) for label in (own, own, own, "both", "both")]
        write(tmp_path / "journal", *hits, name=own)
    record_all(tail_of(settings, tmp_path))
    found = ask(house.page, questions="sources", country="NO", most=1)
    assert found["sources"] == [{"value": "both", "clicks": 4}]
    assert set(found) == {"window", "sources", "accounts", "left_out"}


def test_an_account_that_uninstalled_is_in_no_sum(house: House) -> None:
    with tenant(house.small.id) as db:
        db.execute(text("UPDATE installs SET state = 'uninstalled'"))
    found = ask(house.page, window="30d")
    assert ([each["id"] for each in found["accounts"]], found["cards"]["clicks"]) == ([str(house.big.id)], 4)


def test_a_rival_company_sees_nothing_of_it(house: House, rival: Tenant) -> None:
    found = ask(dashboard(rival, "admin", of_company=True), window="all")
    assert [each["id"] for each in found["accounts"]] == [str(rival.id)]
    assert (found["cards"]["clicks"], found["countries"], found["bots"]) == (0, [], [])


def test_only_a_companys_admins_may_ask(house: House) -> None:
    for page in (dashboard(house.big), dashboard(house.big, "admin"), dashboard(house.big, of_company=True)):
        assert (page.get(PATH).status, page.get(PATH).code) == (403, "admins_only")
    assert Dashboard(house.page.client, {}).get(PATH).status == 401


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"questions": "cards,funnel"}, "questions"), ({"questions": ""}, "questions"), ({"link_id": "1"}, "link_id"),
        ({"campaign_id": "1"}, "campaign_id"), ({"tag_id": "1"}, "tag_id"), ({"zone": "account"}, "zone"),
        ({"zone": "Mars/Olympus"}, "zone"), ({"window": "custom"}, "from"), ({"most": 501}, "most"),
        ({"interval": "hour", "window": "90d"}, "interval"), ({"country": ["FR"] * 51}, "country"),
        ({"window": "custom", "from": "2026-03-01", "to": "2026-02-01"}, "to"), ({"weather": "rain"}, "weather"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_what_cannot_be_asked_names_the_field(location: Tenant, query: dict[str, Any], field: str) -> None:
    answer: Answer = dashboard(location, "admin", of_company=True).get(PATH, **query)
    assert (answer.status, answer.field.split("[")[0].split(".")[0]) == (422, field)
