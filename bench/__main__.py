"""`make bench`: the front door against a bare answer, the recorder on what that journalled, then a million links."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench import front_door, recorder, scale
from bench.ground import ground

KEPT = Path("var/bench")


def main() -> int:
    """Everything in turn; 1 with words where wrk is missing."""
    if not shutil.which("wrk") or not shutil.which("taskset"):
        print("The bench needs wrk and taskset (Debian's packages wrk and util-linux).")
        return 1
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sl-bench-") as folder:
        Path(folder).chmod(0o711)
        with ground(Path(folder)) as made:
            answered = front_door.run(made, KEPT)
            recorder.run(made, answered)
            scale.run(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
