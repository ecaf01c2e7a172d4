"""The front door, clicks recorded in the journal, against a bare WSGI 302 on the same server: alternating rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import agents, geo
from bench.ground import CLICKS, LOAD_CORE, Ground, server

ROUNDS, SECONDS, CONNECTIONS = 5, 4, 16
SCRIPT = Path(__file__).with_name("visitors.lua")
BARE, PLAIN, ROUTED, NO_GEO = "bare 302", "front door", "three rules, a split", "no geo database"


@dataclass(frozen=True)
class Round:
    """What wrk saw: requests a second, percentiles in microseconds, answers that were wrong."""

    rate: float
    p50: int
    p99: int
    wrong: int
    requests: int


@dataclass(frozen=True)
class Load:
    """Where visitors knock: a server's port, and the list of paths in the folder of what they send."""

    port: int
    folder: Path
    paths: str = "paths"


def run(ground: Ground, kept: Path) -> int:
    """Print medians and ratios; gives how many clicks were answered, warm-up included."""
    folder = ground.settings.data_dir / "load"
    agents.write_load(folder, paths=ground.paths, routed=ground.routed)
    places = geo.make(kept / "city.mmdb")
    print(f"geo database: {places.stat().st_size / 1e6:.0f} MB; {agents.ADDRESSES:,} addresses, {agents.AGENTS} agents")
    with ExitStack() as stack:
        bare = stack.enter_context(server("bench.bare:app", ground.environ)).port
        door = stack.enter_context(server(CLICKS, {**ground.environ, "GEO_DATABASE": str(places)})).port
        placeless = stack.enter_context(server(CLICKS, ground.environ)).port
        loads = {
            BARE: Load(bare, folder),
            PLAIN: Load(door, folder),
            ROUTED: Load(door, folder, "routed"),
            NO_GEO: Load(placeless, folder),
        }
        warm = [wrk(load, 2) for name, load in loads.items() if name != BARE]
        rounds: dict[str, list[Round]] = {name: [] for name in loads}
        for _ in range(ROUNDS):
            for name, load in loads.items():
                rounds[name].append(wrk(load, SECONDS))
        report(rounds)
        warm += latencies({name: loads[name] for name in (BARE, PLAIN, ROUTED)})
    doors = [each for name, found in rounds.items() if name != BARE for each in found]
    return sum(each.requests for each in (*doors, *warm))


def latencies(loads: dict[str, Load]) -> list[Round]:
    """Print p50 and p99 at 1 and 32 connections; gives the rounds on our own doors."""
    ours = []
    for connections in (1, 32):
        for name, load in loads.items():
            found = wrk(load, SECONDS, connections)
            print(
                f"{connections:2} connections, {name:20} {found.rate:9,.0f}/s  p50 {found.p50 / 1000:6.2f} ms"
                f"  p99 {found.p99 / 1000:6.2f} ms"
            )
            ours += [found] if name != BARE else []
    return ours


def wrk(load: Load, seconds: int, connections: int = CONNECTIONS) -> Round:
    """One round of load from LOAD_CORE."""
    argv = [
        "taskset",
        "-c",
        LOAD_CORE,
        "wrk",
        "-t",
        "1",
        "-c",
        str(connections),
        "-d",
        f"{seconds}s",
        "-s",
        str(SCRIPT),
    ]
    told = {"BENCH_LOAD": str(load.folder), "BENCH_HOST": "bench.example", "BENCH_PATHS": load.paths}
    out = subprocess.run(
        [*argv, f"http://127.0.0.1:{load.port}"], env={**os.environ, **told}, capture_output=True, text=True, check=True
    )
    line = next(line for line in out.stdout.splitlines() if line.startswith("RESULT "))
    requests, micros, p50, p99, wrong = (int(word) for word in line.split()[1:])
    return Round(requests / micros * 1e6, p50, p99, wrong, requests)


def report(rounds: dict[str, list[Round]]) -> None:
    """Medians, and each door's ratio to the reference of the same round."""
    reference = rounds[BARE]
    for name, found in rounds.items():
        rate = statistics.median(each.rate for each in found)
        p99 = statistics.median(each.p99 for each in found)
        ratios = [each.rate / base.rate for each, base in zip(found, reference, strict=True)]
        spread = ", ".join(f"{ratio:.2f}" for ratio in sorted(ratios))
        wrong = sum(each.wrong for each in found)
        print(
            f"{name:20} {rate:9,.0f}/s  p99 {p99 / 1000:6.2f} ms  ratio {statistics.median(ratios):.2f} ({spread})"
            f"  not 2xx or 3xx: {wrong}"
        )
