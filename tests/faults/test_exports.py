"""kill -9 of the worker while it makes a file: it is whole in the end, and never offered before."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest

from plugin.exports import work
from plugin.processes import smartlinks
from tests.clicks_world import a_hit, make_link, rows, write
from tests.dashboard import Dashboard, dashboard
from tests.exports.world import asked, file_of, multiply, read
from tests.faults.scene import ROUNDS, Scene, kill

pytestmark = pytest.mark.fault
CLICKS = 80_000
PIECES = "SELECT pieces FROM exports WHERE id = :id"
IN_ORDER = "SELECT to_char(at, 'YYYY-MM-DD HH24:MI:SS') FROM clicks ORDER BY at, seq"


def test_a_worker_killed_while_it_makes_a_file(host_to_break: Scene, say: Callable[[str], None]) -> None:
    scene = host_to_break
    scene.move_in()
    location, page = scene.location, dashboard(scene.location)
    # What the crowd clicked on moving in may still be on its way.
    scene.all_is_there()
    rows(location, "DELETE FROM clicks RETURNING 1")
    link = make_link(location)
    write(scene.settings.journal_dir, a_hit(location, link, at=time.time() - 300), name="exported-1")
    scene.once(lambda: scene.count() == 1)
    multiply(location, CLICKS)
    scene.family.start(smartlinks("worker-1", "worker"))
    for _ in range(ROUNDS):
        assert made_in_spite_of_kills(scene, page) == [row[0] for row in rows(location, IN_ORDER)]
    say(f"kill -9 of the worker, {ROUNDS} exports of {CLICKS:,} clicks, twice each: every file whole")


def made_in_spite_of_kills(scene: Scene, page: Dashboard) -> list[str]:
    """The moments in the file of an export whose worker was killed after its second and its fifth piece."""
    export = asked(page)["id"]
    for pieces in (2, 5):
        await_pieces(scene, export, pieces)
        assert page.get(f"/exports/{export}/file").code == "export_not_ready"
        kill(scene.family.pids("worker-1"), signal.SIGKILL)
    scene.once(lambda: is_done(page, export))
    return [row["at_utc"] for row in read(file_of(page, export))]


def await_pieces(scene: Scene, export: str, pieces: int) -> None:
    def are_made() -> bool:
        work.sweep(quiet_s=1)
        return int(rows(scene.location, PIECES, id=int(export))[0].pieces) >= pieces

    scene.once(are_made)


def is_done(page: Dashboard, export: str) -> bool:
    work.sweep(quiet_s=1)
    return bool(page.get(f"/exports/{export}").json["state"] == "done")
