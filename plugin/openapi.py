"""Writes the API's description, from which the dashboard's types are made: `python -m plugin.openapi [--check]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from plugin.app import create_app
from plugin.settings import Settings

PLACE: Final = Path(__file__).with_name("openapi.json")


def describe() -> str:
    """The description as text that changes only when the API does."""
    with create_app(Settings()).test_client() as client:
        spec = client.get("/api/openapi.json").get_json()
    return json.dumps(spec, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` answer 1 where it is not what the code would write."""
    told = describe()
    if "--check" not in arguments:
        PLACE.write_text(told, encoding="utf-8")
        return 0
    if PLACE.is_file() and PLACE.read_text(encoding="utf-8") == told:
        return 0
    sys.stderr.write("plugin/openapi.json is stale: run `python -m plugin.openapi` and commit what it writes.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
