"""An account with clicks, a dashboard that exports them, and the worker that makes the files."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from typing import Any

from plugin.exports import work
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, record_all, rows, tail_of, write
from tests.dashboard import Dashboard

STEP = 20_000  # a tenth of the time that a statement may take
# The first click again and again, a millisecond earlier each time.
MULTIPLIED = """
INSERT INTO clicks (location_id, at, seq, link_id, visitor, agent_id, place_id, origin_id, target_id, outcome)
SELECT location_id, at - n * interval '1 ms', seq + n, link_id, visitor, agent_id, place_id, origin_id, target_id,
       outcome
FROM clicks, generate_series(CAST(:first AS integer), :last) AS n WHERE seq = (SELECT min(seq) FROM clicks) RETURNING 1
"""


def arrive(settings: Settings, folder: Path, *hits: Any) -> None:
    write(folder / "journal", *hits, name=f"host-{time.monotonic_ns()}")
    record_all(tail_of(settings, folder))


def click_often(settings: Settings, folder: Path, location: Tenant, link: int, times: int) -> None:
    """So many clicks of as many people, a millisecond apart, the last a minute ago."""
    last = time.time() - 60
    arrive(settings, folder, *(a_hit(location, link, at=last - number / 1000) for number in range(times)))


def multiply(location: Tenant, times: int) -> None:
    """So many clicks of the account's only one."""
    for first in range(1, times, STEP):
        rows(location, MULTIPLIED, first=first, last=min(first + STEP, times) - 1)


def asked(page: Dashboard, what: str = "clicks", **terms: Any) -> dict[str, Any]:
    """An export that was taken on."""
    answer = page.post("/exports", what=what, **terms)
    assert answer.status == 202, answer
    made: dict[str, Any] = answer.json
    return made


def turn_of(location: Tenant, export_id: str) -> int:
    return int(rows(location, "SELECT turn FROM exports WHERE id = :id", id=int(export_id))[0].turn)


def make(location: Tenant, export_id: str) -> None:
    """What workers do, until the export is over."""
    for _ in range(1000):
        work.work(location.id, int(export_id), turn_of(location, export_id))
        if not rows(location, "SELECT 1 FROM exports WHERE id = :id AND finished_at IS NULL", id=int(export_id)):
            return
    raise AssertionError("the export was never over")


def file_of(page: Dashboard, export_id: str) -> bytes:
    answer = page.client.get(f"/api/exports/{export_id}/file", headers=page.headers)
    assert answer.status_code == 200, answer.get_data()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    body = answer.get_data()
    answer.close()
    return body


def read(body: bytes) -> list[dict[str, str]]:
    """The rows of a file by its header, as a spreadsheet would read them."""
    text = body.decode("utf-8-sig")
    assert body.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def exported(page: Dashboard, location: Tenant, **terms: Any) -> list[dict[str, str]]:
    """Ask, let it be made, fetch and read it."""
    export = asked(page, **terms)
    make(location, export["id"])
    return read(file_of(page, export["id"]))
