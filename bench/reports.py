"""`make bench-reports`: how long reports take, over a million clicks and ten, while clicks go on being recorded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import reports_asked, reports_fill, reports_size
from bench.recording import recording
from plugin import db, host
from plugin.settings import Settings

KEPT = Path("var/bench")
TOTALS = (1_000_000, 10_000_000)
RATE = 2_000  # clicks a second, while reports are asked
# Kept between runs with the data, which no other secrets would open.
SECRETS = {
    "SECRET_KEY": "bench" * 13, "VAULT_KEYS": "YmVuY2hiZW5jaGJlbmNoYmVuY2hiZW5jaGJlbmNoYmU=",
    "VISITOR_SECRET": "bench" * 13, "CRM_CLIENT_ID": "bench-1", "CRM_CLIENT_SECRET": "bench", "CRM_SSO_KEYS": "bench",
}  # fmt: skip


def main(asked: list[str]) -> int:
    """Everything, for each number of clicks; those that are named or TOTALS."""
    for total in [int(each) for each in asked] or TOTALS:
        with kept_host(KEPT, total) as (folder, environ, settings):
            print(f"\n== {total:,} clicks of {reports_fill.LOCATIONS} accounts in a year")
            ids = reports_fill.fill(folder, total)
            reports_size.run()
            with recording(environ, settings, homes(ids), RATE) as recorded:
                reports_asked.run(ids)
                print(f"recorded meanwhile: {recorded.rate:,.0f} clicks/s of {RATE:,} written", flush=True)
            reports_size.run_recorder(settings, homes(ids))
    return 0


def homes(ids: list[int]) -> list[list[object]]:
    """Where clicks go: a tenth to the big account, the others anywhere."""
    links = [[home, [home * 100_000 + n for n in range(1, 16)]] for home in ids]
    return [*links, *[links[reports_fill.BIG]] * (len(ids) // 9)]


@contextmanager
def kept_host(kept: Path, total: int) -> Iterator[tuple[Path, dict[str, str], Settings]]:
    """Stores whose data stays for the next run, one folder for each number of clicks."""
    folder = kept.resolve() / f"reports-{total}"
    folder.mkdir(parents=True, exist_ok=True)
    own = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "LINKS_URL": "http://bench.example"}
    with host.with_stores(SECRETS | own | {"LOG_LEVEL": "warning"}) as stores:
        settings = host.prepare(stores.environ)
        db.configure(settings)
        yield folder, stores.environ, settings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
