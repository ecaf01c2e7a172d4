"""A full disk under the journal: visitors are sent on, and the clicks that are lost are counted exactly, and loudly."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugin.settings import Settings
from tests.faults.scene import Crowd, Scene, kill, scene

pytestmark = pytest.mark.fault
Say = Callable[[str], None]
LOST, KEPT = "smartlinks_journal_lost_total", "smartlinks_journal_lines_total"
FILE_BYTES = 65_536


@pytest.fixture
def small(settings: Settings) -> Iterator[Scene]:
    """A host whose journal has a disk of 1 MB, where we may mount one; else its files may not grow beyond 64 kB."""
    with tempfile.TemporaryDirectory(prefix="sl-fault-") as folder:
        Path(folder).chmod(0o711)
        journal = Path(folder) / "journal"
        journal.mkdir()
        mounted = os.geteuid() == 0 and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(journal)], check=False, capture_output=True
        ).returncode  # fmt: skip
        try:
            with scene(Path(folder), settings) as made:
                if not mounted:
                    for pid in made.family.pids("clicks")[1:]:
                        resource.prlimit(pid, resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
                yield made
        finally:
            if mounted:
                subprocess.run(["umount", str(journal)], check=True)


def settled(scene: Scene) -> int:
    """How many clicks were lost, once the second's counters are all in."""
    scene.once(lambda: scene.metric(KEPT) + scene.metric(LOST) >= len(scene.answered))
    assert scene.metric(KEPT) + scene.metric(LOST) == len(scene.answered)
    return int(scene.metric(LOST))


def test_visitors_are_sent_on_and_the_loss_is_exact(small: Scene, say: Say) -> None:
    recorder = small.family.pids("recorder")
    kill(recorder, signal.SIGSTOP)
    with Crowd(small) as crowd:
        small.once(lambda: small.metric(LOST) > 500)
    assert not crowd.failed
    lost = settled(small)
    kill(recorder, signal.SIGCONT)
    small.once(lambda: len(small.rows_of_answers()) >= len(small.answered) - lost)
    small.once(lambda: len(list(small.settings.journal_dir.glob("*.jsonl"))) == 1)
    with Crowd(small) as later:
        later.goes_on()
    lost = settled(small)
    small.once(lambda: len(small.rows_of_answers()) >= len(small.answered) - lost)
    assert len(small.rows_of_answers()) == len(set(small.rows_of_answers())) == len(small.answered) - lost
    assert "CLICKS ARE BEING LOST" in (small.settings.data_dir / "log" / "clicks.log").read_text()
    answered, p99 = len(small.answered), crowd.p99_ms
    say(f"a full disk: {answered:,} answered, {lost:,} lost and counted, the rest there; p99 {p99:.1f} ms")
