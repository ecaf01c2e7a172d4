"""One ordered list is the architecture: a module imports only what stands below it, or its own room."""

from __future__ import annotations

from fnmatch import fnmatch

import grimp
import pytest

# From the roof down. Doors stand above every room although they lie inside one, which is why this reads import-linter's
# graph itself: its layers contract cannot put `plugin.links.routes` above `plugin.links`.
LAYERS = (
    ("app", (
        "plugin.app", "plugin.wsgi", "plugin.cli", "plugin.host", "plugin.server", "plugin.demo*", "plugin.doctor*",
        "plugin.openapi",
    )),
    ("migrations", ("plugin.migrate", "plugin.geo_update", "plugin.reseal", "migrations*")),
    ("doors", ("plugin.*.routes", "plugin.*.page", "plugin.health", "oauth.routes", "webhooks.routes")),
    ("workers", ("workers*",)),
    ("webhooks", ("webhooks*",)),
    ("automations", ("plugin.automations*",)),
    ("workflows", ("plugin.workflows*",)),
    ("companies", ("plugin.companies*",)),
    ("exports", ("plugin.exports*",)),
    ("reports", ("plugin.reports*",)),
    ("pages", ("plugin.pages*",)),
    ("leads", ("plugin.leads*",)),
    ("conversions", ("plugin.conversions*",)),
    ("qr", ("plugin.qr*",)),
    ("clicks", ("plugin.clicks*",)),
    ("links", ("plugin.links*",)),
    ("campaigns", ("plugin.campaigns*",)),
    ("tags", ("plugin.tags*",)),
    ("brands", ("plugin.brands*",)),
    ("domains", ("plugin.domains*",)),
    ("safety", ("plugin.safety*",)),
    ("contacts", ("plugin.contacts*",)),
    ("routing", ("plugin.routing*",)),
    ("visitors", ("plugin.visitors*",)),
    ("embed", ("plugin.embed", "plugin.embed.*")),
    ("connection", ("plugin.connection*",)),
    ("oauth", ("oauth*",)),
    ("plans", ("plugin.plans*",)),
    ("locations", ("plugin.locations*",)),
    ("crm", ("plugin.crm*",)),
    ("ground", (
        "plugin", "plugin.settings", "plugin.db", "plugin.tenancy", "plugin.jobs", "plugin.errors", "plugin.answers",
        "plugin.processes", "plugin.embedded*", "plugin.fields", "plugin.paging", "plugin.rates", "plugin.metrics",
    )),
)  # fmt: skip
PACKAGES = ("plugin", "workers", "oauth", "webhooks", "migrations", "sandbox")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def layer_of(module: str) -> int:
    for number, (_, patterns) in enumerate(LAYERS):
        if any(fnmatch(module, pattern) for pattern in patterns):
            return number
    raise AssertionError(f"{module} fits no room: know your room, or move a wall here in the same commit")


def test_every_module_has_a_room_and_imports_only_downward(graph: grimp.ImportGraph) -> None:
    upward = [
        f"{importer} → {imported}"
        for importer in graph.modules - graph.find_descendants("sandbox") - {"sandbox"}
        for imported in graph.find_modules_directly_imported_by(importer)
        if layer_of(imported) < layer_of(importer)
    ]
    assert not sorted(upward)


def test_the_sandbox_and_the_product_do_not_know_each_other(graph: grimp.ImportGraph) -> None:
    sandbox = graph.find_descendants("sandbox") | {"sandbox"}
    crossing = [
        f"{importer} → {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if (importer in sandbox) != (imported in sandbox)
    ]
    assert not crossing


def test_rooms_name_jobs_and_never_import_them(graph: grimp.ImportGraph) -> None:
    importers = {
        importer
        for worker in graph.find_descendants("workers")
        for importer in graph.find_modules_that_directly_import(worker)
    }
    assert all(importer.startswith("workers.") or layer_of(importer) == 0 for importer in importers), importers
