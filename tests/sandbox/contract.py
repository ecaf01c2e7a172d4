"""The CRM's published contract, to hold answers against: OpenAPI with its common schemas, and the webhooks'."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.shared import shared

JSON = dict[str, Any]
HOST = "http://contract.example"
COMMON = "common/common-schemas.json"


def complaints(file: str, method: str, template: str, status: int, body: Any) -> list[str]:
    """What is wrong with an answer; an answer that the contract does not declare is wrong too."""
    declared = document(file)["paths"][template][method.lower()]["responses"]
    if str(status) not in declared:
        return [f"{method} {template} does not declare {status}"]
    content = declared[str(status)].get("content", {})
    if not content:
        return []
    place = ("paths", template, method.lower(), "responses", str(status), "content", "application/json", "schema")
    pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in place)
    validator = Draft202012Validator({"$ref": f"{_uri(file)}#/{pointer}"}, registry=_registry())
    found = [error.message for error in validator.iter_errors(body)]
    names = set(_properties(file, content["application/json"]["schema"]))
    return found if names & set(body) else [*found, f"none of {sorted(names)} in {sorted(body)}"]


def webhook_complaints(file: str, body: JSON) -> list[str]:
    """What is wrong with a webhook's body; keys that the schema does not know, bar the four that all carry."""
    schema = json.loads(shared(f"crm/api/webhooks/{file}.json").read_text())["schema"]
    text = json.dumps(schema).replace('"Date"', '"string"')
    found = [error.message for error in Draft202012Validator(json.loads(text)).iter_errors(body)]
    strange = set(body) - set(schema["properties"]) - {"appId", "versionId", "timestamp", "webhookId", "installType"}
    return found + [f"{name} is not a known key" for name in strange]


@cache
def document(file: str) -> JSON:
    known: JSON = json.loads(shared(f"crm/api/{file}").read_text())
    return known


@cache
def _registry() -> Registry[Any]:
    # The files refer to `../common/...`, as they stood one folder deeper where they were published.
    folders = {f"{HOST}/{COMMON}": COMMON, f"{HOST}/v3/{COMMON}": f"v3/{COMMON}"}
    known = [(uri, _plain(document(file))) for uri, file in folders.items()]
    for file in ("oauth", "contacts", "locations", "workflows", "marketplace"):
        known += [(_uri(f"{file}.json"), _plain(document(f"{file}.json")))]
        known += [(_uri(f"v3/{file}-v3.json"), _plain(document(f"v3/{file}-v3.json")))]
    resources = [(uri, DRAFT202012.create_resource(body)) for uri, body in known]
    return Registry().with_resources(resources)


def _uri(file: str) -> str:
    return f"{HOST}/{'v3/' if file.startswith('v3/') else ''}apps/{file.rpartition('/')[2]}"


def _properties(file: str, schema: JSON) -> list[str]:
    if "$ref" in schema:
        resolver = _registry().resolver(_uri(file))
        schema = resolver.lookup(schema["$ref"]).contents
    return list(schema.get("properties", {}))


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` in JSON Schema's words."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(one) for name, one in schema.items() if name not in ("nullable", "example", "examples")}
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        plain["type"] = [schema["type"], "null"]
    return plain
