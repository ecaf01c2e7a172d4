"""Our own processes as one family: started together, restarted when one dies, ended with us however we end."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

PR_SET_PDEATHSIG: Final = 1
OWNER: Final = "SMARTLINKS_OWNER"
POLL_S: Final = 0.1
BACK_OFF_S: Final = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0)
LONG_LIFE_S: Final = 30.0  # a process that lived this long did not die of its start
STOP_S: Final = 10.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Program:
    """One process to keep running: its name in logs and what to execute."""

    name: str
    argv: Sequence[str]


def smartlinks(name: str, *arguments: str) -> Program:
    """The program that runs one of our own commands in this interpreter."""
    return Program(name, (sys.executable, "-m", "plugin.cli", *arguments))


@dataclass(slots=True)
class Member:
    """A program with the process that runs it now and how often it has died young."""

    program: Program
    process: subprocess.Popen[bytes]
    born: float
    early_deaths: int = 0
    again_at: float = 0.0


@dataclass
class Family:
    """Programs that run as long as this object does; `log_dir` None leaves their output on ours."""

    environ: Mapping[str, str]
    log_dir: Path | None = None
    members: dict[str, Member] = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _watcher: threading.Thread | None = None

    def start(self, *programs: Program) -> None:
        """Start programs and keep them running until `stop`."""
        for program in programs:
            self.members[program.name] = Member(program, self._spawn(program), time.monotonic())
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, name="family", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """Ask all to end in reverse order of their start, then insist; a second call does nothing."""
        self._ending.set()
        if self._watcher:
            self._watcher.join()
        for member in reversed(self.members.values()):
            with suppress(ProcessLookupError):
                member.process.terminate()
        deadline = time.monotonic() + STOP_S
        for member in reversed(self.members.values()):
            try:
                member.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                member.process.kill()
                member.process.wait()

    def wait(self, meanwhile: Callable[[], None]) -> None:
        """Return when `stop` is called or the process is asked to end; calls `meanwhile` twice a second until then."""
        while not self._ending.wait(0.5):
            meanwhile()

    def end_on_signals(self) -> None:
        """Ctrl-C and SIGTERM end the wait; main thread only."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._ending.set())

    def pids(self, name: str) -> list[int]:
        """The pid of a member and those of its children, oldest first."""
        parent = self.members[name].process.pid
        return [parent, *_children(parent)]

    def _watch(self) -> None:
        while not self._ending.wait(POLL_S):
            for member in self.members.values():
                self._tend(member)

    def _tend(self, member: Member) -> None:
        now = time.monotonic()
        if member.process.poll() is None:
            return
        if not member.again_at:
            member.early_deaths = 0 if now - member.born > LONG_LIFE_S else member.early_deaths + 1
            pause = BACK_OFF_S[min(member.early_deaths, len(BACK_OFF_S) - 1)]
            member.again_at = now + pause
            log.warning("%s ended with %s; again in %.1f s", member.program.name, member.process.returncode, pause)
        if now >= member.again_at:
            member.process, member.born, member.again_at = self._spawn(member.program), now, 0.0

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        output: IO[bytes] | None = None
        if self.log_dir:
            self.log_dir.mkdir(parents=True, exist_ok=True)
            output = (self.log_dir / f"{program.name}.log").open("ab")
        try:
            return subprocess.Popen(  # noqa: S603 - our own commands
                list(program.argv),
                env={**self.environ, OWNER: str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # A session of its own, so that Ctrl-C reaches the owner alone, who ends the others in order.
                start_new_session=True,
            )
        finally:
            if output:
                output.close()


def end_with_owner(environ: Mapping[str, str], death_signal: signal.Signals = signal.SIGTERM) -> None:
    """Called by a member as it starts: the kernel ends it should its owner be killed."""
    owner = environ.get(OWNER)
    if owner is None:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != int(owner):
        sys.exit("The process that started this one has gone.")


def _children(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(pid) for pid in task.read_text().split()]
    return sorted(found)
