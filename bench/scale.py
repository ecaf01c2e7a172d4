"""A thousand links or a million, in the database and in a process: latency warm and cold, and memory."""

from __future__ import annotations

import http.client
import statistics
import time
from pathlib import Path

from sqlalchemy import text

from bench.front_door import Load, wrk
from bench.ground import CLICKS, LINKS, Ground, Server, server
from plugin.clicks.book import KNOWN
from plugin.tenancy import tenant, unscoped

MANY = 1_000_000
CACHED = 100_000
COLD = 3_000
SECONDS = 4
# Copies of one link: what visitors are sent by is the row in the book.
FILL = (
    """INSERT INTO links (location_id, domain_id, slug, destination)
       SELECT location_id, domain_id, 'many-' || n, destination || n FROM links, generate_series(1, :many) AS n
       WHERE links.id = :link""",
    """INSERT INTO addresses (domain_id, slug, location_id, kind, target_id, published)
       SELECT links.domain_id, links.slug, links.location_id, 'link', links.id,
              addresses.published || jsonb_build_object('destination', links.destination)
       FROM addresses JOIN links ON links.location_id = addresses.location_id AND links.slug LIKE 'many-%'
       WHERE addresses.target_id = :link AND addresses.kind = 'link'""",
)


def run(ground: Ground) -> None:
    """Print what a thousand links cost and what a million do."""
    load = ground.settings.data_dir / "load"
    with server(CLICKS, ground.environ) as served:
        warm(f"{2 * LINKS:,} links", served.port, load)
    seconds = fill(ground)
    print(f"{MANY:,} links were made in {seconds:.0f} s")
    (load / "many").write_text("\n".join(f"/many-{number}" for number in range(1, CACHED + 1)))
    with server(CLICKS, ground.environ) as served:
        warm(f"{MANY:,} links", served.port, load)
        cold(served.port)
    with server(CLICKS, ground.environ) as served:
        memory(served, load)


def fill(ground: Ground) -> float:
    """Make a million links; nobody listens yet, so nobody is told. Gives the seconds that it took."""
    began = time.monotonic()
    with unscoped("owner", "bench: a million links") as db:
        db.execute(text("ALTER TABLE addresses DISABLE TRIGGER tell"))
    with tenant(ground.location_id) as db:
        db.execute(text("SET LOCAL statement_timeout = 0"))
        link = db.scalar(text("SELECT id FROM links WHERE rules = '[]' LIMIT 1"))
        for sql in FILL:
            db.execute(text(sql), {"many": MANY, "link": link})
    with unscoped("owner", "bench: as it was") as db:
        db.execute(text("ALTER TABLE addresses ENABLE TRIGGER tell"))
        db.execute(text("ANALYZE links, addresses"))
    return time.monotonic() - began


def warm(name: str, port: int, load: Path) -> None:
    """Print the latency of links that the process knows."""
    wrk(Load(port, load), 1)
    found = wrk(Load(port, load), SECONDS, 1)
    print(f"{name}: warm p50 {found.p50 / 1000:.3f} ms, p99 {found.p99 / 1000:.3f} ms at 1 connection")


def cold(port: int) -> None:
    """Print the latency of slugs that are asked for the first time, none of them twice, from all over the book."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    times, step = [], (MANY - CACHED) // COLD
    for number in range(CACHED + 1, CACHED + 1 + COLD * step, step):
        began = time.perf_counter()
        connection.request("GET", f"/many-{number}", headers={"Host": "bench.example", "User-Agent": "Mozilla/5.0"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"a cold slug was answered {answer.status}")
    percentiles = statistics.quantiles(times, n=100)
    print(f"{MANY:,} links: cold p50 {percentiles[49]:.2f} ms, p99 {percentiles[98]:.2f} ms, {COLD:,} slugs")


def memory(served: Server, load: Path) -> None:
    """Print what a process weighs before and after it has met a hundred thousand links."""
    began, before = misses(served.port), weight(served.pid)
    known = 0.0
    for _ in range(6):
        wrk(Load(served.port, load, "many"), 10)
        known = misses(served.port) - began
        if known >= CACHED:
            break
    after = weight(served.pid)
    cached = min(known, KNOWN, CACHED)
    print(f"memory of a process: {before:.0f} MB when started, {after:.0f} MB with {cached:,.0f} links cached")


def weight(server: int) -> float:
    """The resident memory of a server's worker in megabytes."""
    worker = Path(f"/proc/{server}/task/{server}/children").read_text().split()[-1]
    status = Path(f"/proc/{worker}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def misses(port: int) -> float:
    """How many links were asked of PostgreSQL by all processes so far."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/metrics", headers={"Host": "bench.example"})
    lines = connection.getresponse().read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("smartlinks_book_misses_total"))
