"""The front door, clicks recorded in the journal, against a bare WSGI 302 on the same server: alternating rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import agents, geo
from bench.ground import LOAD_CORE, Ground, server

ROUNDS, SECONDS, CONNECTIONS = 5, 6, 16
SCRIPT = Path(__file__).with_name("visitors.lua")


@dataclass(frozen=True)
class Round:
    """What wrk saw: requests a second, the 99th percentile in microseconds, answers that were wrong."""

    rate: float
    p99: int
    wrong: int
    requests: int


def run(ground: Ground, kept: Path) -> int:
    """Print medians and ratios; gives how many clicks were answered, warm-up included."""
    load = ground.settings.data_dir / "load"
    agents.write_load(load, ground.paths)
    places = geo.make(kept / "city.mmdb")
    print(
        f"geo database: {places.stat().st_size / 1e6:.0f} MB; {len(ground.paths)} links, 20,000 addresses, 550 agents"
    )
    with ExitStack() as stack:
        ports = {
            "bare 302": stack.enter_context(server("bench.bare:app", ground.environ)),
            "front door, geo": stack.enter_context(
                server("plugin.wsgi:clicks", {**ground.environ, "GEO_DATABASE": str(places)})
            ),
            "front door, no geo": stack.enter_context(server("plugin.wsgi:clicks", ground.environ)),
        }
        warm = [wrk(port, load, 2) for name, port in ports.items() if name != "bare 302"]
        rounds: dict[str, list[Round]] = {name: [] for name in ports}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                rounds[name].append(wrk(port, load, SECONDS))
    report(rounds)
    doors = [each for name, found in rounds.items() if name != "bare 302" for each in found]
    return sum(each.requests for each in (*doors, *warm))


def wrk(port: int, load: Path, seconds: int) -> Round:
    """One round of load from LOAD_CORE."""
    argv = [
        "taskset",
        "-c",
        LOAD_CORE,
        "wrk",
        "-t",
        "1",
        "-c",
        str(CONNECTIONS),
        "-d",
        f"{seconds}s",
        "-s",
        str(SCRIPT),
    ]
    environ = {**os.environ, "BENCH_LOAD": str(load), "BENCH_HOST": "bench.example"}
    out = subprocess.run([*argv, f"http://127.0.0.1:{port}"], env=environ, capture_output=True, text=True, check=True)
    line = next(line for line in out.stdout.splitlines() if line.startswith("RESULT "))
    requests, micros, p99, wrong = (int(word) for word in line.split()[1:])
    return Round(requests / micros * 1e6, p99, wrong, requests)


def report(rounds: dict[str, list[Round]]) -> None:
    """Medians, and each door's ratio to the reference of the same round."""
    reference = rounds["bare 302"]
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
