"""`make bench-automations`: a flood of clicks through faults, kills and a wiped Redis, a recount, and a calm minute."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.automations import calm, flood
from bench.automations.recount import recount
from bench.automations.world import Size, world

FULL = Size(locations=20, contacts=200, links=50, clicks=20_000, seconds=60.0, window_s=300, workers=2)


def main() -> int:
    """Both in turn; 1 where something is not as it should be."""
    size = asked()
    with tempfile.TemporaryDirectory(prefix="sl-bench-") as folder:
        Path(folder).chmod(0o711)
        with world(Path(folder), size) as made:
            p95_s = calm.run(made)
            flood.run(made)
            faults = recount(made)
    for fault in faults[:20]:
        print(f"NOT RIGHT: {fault}")
    print(f"{len(faults)} faults; p95 click to tag in calm {p95_s:.2f} s (at most 2.5)")
    return 1 if faults or p95_s > 2.5 else 0


def asked() -> Size:
    """The size that the command line asks for, the full one where it says nothing."""
    parser = argparse.ArgumentParser(prog="python -m bench.automations", description=__doc__)
    for name, value in vars(FULL).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    return Size(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
