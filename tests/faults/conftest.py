"""The host that the faults of one file befall, one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugin.settings import Settings
from tests.faults.scene import Scene, scene


@pytest.fixture(scope="module")
def host_to_break(settings: Settings) -> Iterator[Scene]:
    with tempfile.TemporaryDirectory(prefix="sl-fault-") as folder:
        Path(folder).chmod(0o711)
        with scene(Path(folder), settings) as made:
            yield made


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a figure where whoever runs the faults can read it."""

    def print_it(text: str) -> None:
        with capfd.disabled():
            print(f"\n  {text}", end="", flush=True)  # noqa: T201 - the figures are what is asked for

    return print_it
