"""A family of processes is kept running, and ends with its owner however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from plugin.processes import Family, Program

SLEEPER = (sys.executable, "-c", "import signal; signal.pause()")
OWNER = """
import sys, os
from plugin.processes import Family, Program
argv = (sys.executable, "-c",
        "import os, signal, sys, pathlib; from plugin.processes import end_with_owner; end_with_owner(os.environ);"
        "pathlib.Path(sys.argv[1]).touch(); signal.pause()", sys.argv[1])
family = Family(dict(os.environ))
family.start(Program("sleeper", argv))
print(family.pids("sleeper")[0], flush=True)
family.wait(lambda: None)
"""


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return False


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_member_that_is_killed_comes_back() -> None:
    family = Family(dict(os.environ))
    family.start(Program("sleeper", SLEEPER))
    try:
        first = family.pids("sleeper")[0]
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: family.pids("sleeper")[0] != first and runs(family.pids("sleeper")[0]))
    finally:
        family.stop()
    assert not runs(family.pids("sleeper")[0])


def test_members_end_when_their_owner_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(ready)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    with owner.stdout:
        member = int(owner.stdout.readline())
        assert eventually(ready.exists)
        owner.kill()
        owner.wait()
    assert eventually(lambda: not runs(member))
