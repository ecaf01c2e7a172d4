"""The CRM's published contract, to hold answers against: OpenAPI with its common schemas, and the webhooks'."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

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
    found = [error.message for error in _validator(file, place).iter_errors(body)]
    names = set(_properties(file, content["application/json"]["schema"]))
    return found if names & set(body) else [*found, f"none of {sorted(names)} in {sorted(body)}"]


def call_complaints(file: str, call: JSON) -> list[str]:
    """What is wrong with a request as the sandbox logged it: its path, version, query and body, strange keys too."""
    template, declared = _declared(file, call["method"], call["path"])
    if declared is None:
        return [f"{call['method']} {call['path']} is not in {file}"]
    inputs = {each["name"]: each for each in declared.get("parameters", [])}
    asked = dict(parse_qsl(call["query"]))
    found = [f"{name} is missing" for name, each in inputs.items() if _is_missing(each, asked, call["headers"])]
    found += [f"{name} is not asked for" for name in asked if inputs.get(name, {}).get("in") != "query"]
    versions = inputs["Version"]["schema"]["enum"]
    found += [] if call["headers"].get("Version") in versions else ["the version is another"]
    if "requestBody" not in declared:
        return found + (["no body is asked for"] if call["body"] else [])
    place = ("paths", template, call["method"].lower(), "requestBody", "content", "application/json", "schema")
    found += [error.message for error in _validator(file, place).iter_errors(call["body"])]
    names = _properties(file, declared["requestBody"]["content"]["application/json"]["schema"])
    return found + [f"{name} is not a known key" for name in call["body"] or {} if name not in names]


def _is_missing(declared: JSON, asked: JSON, headers: JSON) -> bool:
    if declared["name"] == "Authorization":
        return False  # the log holds no secrets; without it the sandbox answers 401
    given = {"query": asked, "header": headers}.get(declared["in"])
    return bool(declared.get("required")) and given is not None and declared["name"] not in given


def _declared(file: str, method: str, path: str) -> tuple[str, JSON | None]:
    """The template that fits a path, one without blanks first, and what is declared of the method there."""
    for template in sorted(document(file)["paths"], key=lambda each: each.count("{")):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in document(file)["paths"][template]:
            return template, document(file)["paths"][template][method.lower()]
    return "", None


def webhook_complaints(file: str, body: JSON) -> list[str]:
    """What is wrong with a webhook's body; keys that the schema does not know, bar the four that all carry."""
    schema = json.loads(shared(f"crm/api/webhooks/{file}.json").read_text())["schema"]
    text = json.dumps(schema).replace('"Date"', '"string"')
    found = [error.message for error in Draft202012Validator(json.loads(text)).iter_errors(body)]
    strange = set(body) - set(schema["properties"]) - {"appId", "versionId", "timestamp", "webhookId", "installType"}
    return found + [f"{name} is not a known key" for name in strange]


def _validator(file: str, place: tuple[str, ...]) -> Draft202012Validator:
    pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in place)
    return Draft202012Validator({"$ref": f"{_uri(file)}#/{pointer}"}, registry=_registry())


@cache
def document(file: str) -> JSON:
    known: JSON = json.loads(shared(f"crm/api/{file}").read_text())
    return known


@cache
def _registry() -> Registry[Any]:
    # The files refer to `../common/...`, as they stood one folder deeper where they were published.
    folders = {f"{HOST}/{COMMON}": COMMON, f"{HOST}/v3/{COMMON}": f"v3/{COMMON}"}
    known = [(uri, _plain(document(file))) for uri, file in folders.items()]
    for file in ("oauth", "contacts", "links", "locations", "workflows", "marketplace"):
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
