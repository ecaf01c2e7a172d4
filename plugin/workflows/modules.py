"""The triggers and actions of `marketplace.json` as the CRM's developer tools take them: a file each, with our host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from oauth.manifest import manifest
from plugin.errors import Invalid

SECRET: Final = "${env:CRM_WORKFLOW_SECRET}"  # noqa: S105 - a reference: the tools put the secret there


def write(app_url: str, folder: Path) -> list[Path]:
    """Write one file a module, in `triggers` and `actions` of the folder. Raises Invalid unless the host is https."""
    if not app_url.startswith("https://"):
        raise Invalid(
            "APP_URL", "The CRM calls workflows' modules over https only: set APP_URL to the app's own origin."
        )
    written = []
    for place, module in modules(app_url):
        path = folder / place / f"{module['key'].replace('_', '-')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(module, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written


def modules(app_url: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each module, and whether it is of the `triggers` or the `actions`."""
    told = manifest()["workflows"]
    headers = {told["secretHeader"]: SECRET}
    for place in ("triggers", "actions"):
        for each in told[place]:
            made = _called(each, app_url, headers)
            version = {"version": "1.0", "status": "draft", **{name: made[name] for name in made if name != "key"}}
            if place == "triggers":
                version["subscriptionConfig"] = {"url": app_url + told["subscriptionPath"], "headers": headers}
            yield place, {"schemaVersion": 1, "key": each["key"], "versions": [version]}


def _called(value: Any, app_url: str, headers: dict[str, str]) -> Any:
    """The same with addresses for paths, and with each the header that we know the CRM by."""
    if isinstance(value, list):
        return [_called(each, app_url, headers) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: _called(each, app_url, headers) for name, each in value.items() if name != "path"}
    return {**made, "url": app_url + value["path"], "headers": headers} if "path" in value else made
