"""The answer to each question as a file: the same numbers as the API's, at once or made by a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugin.exports.tables import table_of
from plugin.reports.questions import KINDS
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link
from tests.dashboard import Dashboard, dashboard
from tests.exports.world import arrive, exported, read


@pytest.fixture
def page(location: Tenant, settings: Settings, tmp_path: Path) -> Dashboard:
    """Of an account that was clicked by a contact, from a QR code, by a crawler and on a variant of a split."""
    link = make_link(location)
    arrive(
        settings, tmp_path,
        a_hit(location, link, country="FR", user_agent=IPHONE, contact="Contact00001", referrer="https://t.co/x"),
        a_hit(location, link, country="", qr=True, utm_source="@news"),
        a_hit(location, link, variant="v1", destination="https://b.example/"),
        a_hit(location, link, user_agent=CRAWLER),
    )  # fmt: skip
    return dashboard(location)


def at_once(page: Dashboard, question: str, **query: Any) -> list[dict[str, str]]:
    answer = page.client.get(
        "/api/exports/report.csv", query_string={"question": question, **query}, headers=page.headers
    )
    assert answer.status_code == 200, answer.get_data()
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="' + question.replace("_", "-"))
    return read(answer.get_data())


@pytest.mark.parametrize("question", KINDS)
def test_each_question_at_once_and_by_a_worker(question: str, location: Tenant, page: Dashboard) -> None:
    found = at_once(page, question, zone="Asia/Kathmandu", sent=10)
    assert found == exported(page, location, what=question, zone="Asia/Kathmandu", sent=10)
    told = page.get("/reports", questions=question, zone="Asia/Kathmandu", sent=10).json[question]
    if isinstance(told, list) and told and isinstance(told[0], dict):
        assert len(found) == len(told)
        assert [row["clicks"] for row in found] == [str(each["clicks"]) for each in told]


def test_numbers_stand_beside_those_of_before(page: Dashboard) -> None:
    found = {row["number"]: row for row in at_once(page, "cards", window="7d")}
    assert found["clicks"] == {"number": "clicks", "value": "3", "before": "0"}
    assert found["bots"]["value"] == found["scans"]["value"] == "1"
    assert at_once(page, "cards", window="all")[0]["before"] == ""
    assert {row["number"]: row["value"] for row in at_once(page, "funnel", sent=10)}["click_rate"] == "0.3"


def test_a_series_has_both_clocks_and_the_days_before(page: Dashboard) -> None:
    found = at_once(page, "clicks_over_time", window="7d", zone="Asia/Kathmandu")
    assert len(found) == 7
    assert list(found[0]) == ["at_utc", "at_local", "clicks", "unique", "clicks_before"]
    assert {row["at_local"][11:] for row in found} == {"00:00:00"}
    assert {row["at_utc"][11:] for row in found} == {"18:15:00"}
    assert sum(int(row["clicks"]) for row in found) == 3
    assert [row["clicks_before"] for row in found] == ["0"] * 7


def test_the_week_has_a_row_for_every_hour(page: Dashboard) -> None:
    found = at_once(page, "busiest_hours")
    assert len(found) == 168
    assert found[25]["day"] == "Tuesday"
    assert found[25]["hour"] == "1"
    assert sum(int(row["clicks"]) for row in found) == 3


def test_a_label_that_would_be_calculated_is_text(page: Dashboard) -> None:
    assert "'@news" in {row["value"] for row in at_once(page, "utm_sources")}


def test_an_answer_without_rows_has_its_header() -> None:
    assert table_of("engagement", {"clicks": 0, "contacts": 0, "top": []}, "UTC").header == (
        "contact_id", "name", "clicks", "last_at_utc", "last_at_local",
    )  # fmt: skip


@pytest.mark.parametrize("query", [{}, {"question": "weather"}, {"question": "cards,bots"}])
def test_one_question_that_there_is(page: Dashboard, query: dict[str, str]) -> None:
    answer = page.get("/exports/report.csv", **query)
    assert (answer.status, answer.field) == (422, "question")
