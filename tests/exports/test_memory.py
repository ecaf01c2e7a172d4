"""A file of many clicks takes as much memory to make and to send as one of few."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugin.exports import clicks, send, verbs
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant, make_tenant
from tests.clicks_world import a_hit, make_link
from tests.dashboard import dashboard
from tests.exports.world import arrive, asked, make, multiply

FEW, MANY = 2_000, 20_000


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def clicked(settings: Settings, folder: Path, times: int) -> Tenant:
    location = make_tenant(f"clicked-{times}")
    arrive(settings, folder, a_hit(location, make_link(location), country="FR"))
    multiply(location, times)
    return location


def send_all(location: Tenant, export_id: str) -> int:
    with tenant(location.id) as db:
        file = verbs.file(db, int(export_id), datetime.now(UTC))
    download = send.Download(location.id, file)
    sent = sum(len(each) for each in download)
    download.close()
    assert sent == file.size
    return sent


def test_memory_does_not_grow_with_the_file(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clicks, "PIECE", 1_000)
    made, sent = list[int](), list[int]()
    for times in (FEW, FEW, MANY):  # the first time, what is made once and kept
        location = clicked(settings, tmp_path / str(len(made)), times)
        export = asked(dashboard(location))["id"]
        made.append(peak_of(lambda: make(location, export)))  # noqa: B023 - called here and now
        assert dashboard(location).get(f"/exports/{export}").json["rows"] == times
        sent.append(peak_of(lambda: send_all(location, export)))  # noqa: B023 - as above
    assert made[2] < 1.3 * made[1]
    assert sent[2] < 1.3 * sent[1]
