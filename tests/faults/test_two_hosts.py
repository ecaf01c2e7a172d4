"""Two web hosts on one PostgreSQL, each with its own journals and recorder, one of which is killed under load."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from plugin.demo.ports import LOOPBACK, any_free
from plugin.demo.world import await_ready
from plugin.processes import Family, smartlinks
from tests.clicks_world import global_rows
from tests.faults.scene import ROUNDS, Crowd, Scene, a_moment, clicks_program, kill

pytestmark = pytest.mark.fault


@pytest.fixture
def other_host(host_to_break: Scene) -> Iterator[Scene]:
    """Another host: a folder, a name and processes of its own; stores, secrets and short domain are the first one's."""
    with tempfile.TemporaryDirectory(prefix="sl-host-") as folder:
        port, data_dir = any_free(), Path(folder)
        metrics = data_dir / "metrics"
        metrics.mkdir()
        own = {"DATA_DIR": folder, "HOST_ID": "other", "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        family = Family({**host_to_break.stores.environ, **own}, log_dir=data_dir / "log")
        try:
            family.start(smartlinks("recorder", "recorder"), clicks_program(port))
            await_ready(f"http://{LOOPBACK}:{port}/healthz")
            made = Scene(replace(host_to_break.settings, data_dir=data_dir), host_to_break.stores, family, port)
            yield made
        finally:
            family.stop()


def test_clicks_through_both_hosts_and_one_recorder_killed(
    host_to_break: Scene, other_host: Scene, say: Callable[[str], None]
) -> None:
    hosts = (host_to_break, other_host)
    for victim in hosts * ROUNDS:
        host_to_break.move_in()
        other_host.location, other_host.slugs, other_host.answered = host_to_break.location, host_to_break.slugs, []
        with ExitStack() as crowds:
            both = [crowds.enter_context(Crowd(each)) for each in hosts]
            both[0].lasts(a_moment())
            kill(victim.family.pids("recorder"), signal.SIGKILL)
            both[0].lasts(a_moment())
            for crowd in both:
                crowd.goes_on()
        assert not [failure for crowd in both for failure in crowd.failed]
        assert min(len(crowd.answered) for crowd in both) > 0
        host_to_break.answered += other_host.answered
        rows = host_to_break.all_is_there()
    assert {row.host_id for row in global_rows("SELECT host_id FROM journal_offsets")} >= {"host", "other"}
    say(f"two hosts, kill -9 of one recorder, {2 * ROUNDS} times: {rows:,} rows at last, each once, all a recount")
