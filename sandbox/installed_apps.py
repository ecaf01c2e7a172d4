"""The marketplace's page of installed apps: where a user moves to another plan, and payments fail on demand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, redirect, render_template, request

from sandbox import installs, payments
from sandbox.answers import bad_request
from sandbox.state import here, transaction

if TYPE_CHECKING:
    import sqlite3

    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("installed_apps", __name__, url_prefix="/installed-apps")
OTHER_PLAN: Final = "66a0419a0dffa47fb5f8b230"


def plans() -> dict[str, str]:
    """The marketplace's plans of the app: their ids by what they are called there."""
    return {"Starter": OTHER_PLAN, "Pro": here().config.plan_id}


@blueprint.get("")
def page() -> Response:
    """Each installation with its plan."""
    with transaction() as db:
        shown = _shown(db)
    found = render_template(
        "installed_apps.html",
        app_name=here().config.app_name,
        plans=plans(),
        installed=shown,
        statuses=payments.STATUSES,
    )
    return Response(found, headers={"Cache-Control": "no-store"})


def _shown(db: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = db.execute(
        "select i.company_id, i.location_id, i.plan_id, coalesce(l.body, c.body) as body from installs i"
        " join companies c on c.id = i.company_id left join locations l on l.id = i.location_id order by i.rowid"
    )
    return [
        {
            "resource": row["location_id"] or row["company_id"],
            "name": json.loads(row["body"])["name"],
            "plan_id": row["plan_id"],
        }
        for row in rows
    ]


@blueprint.post("")
def change() -> AnyResponse:
    """Another `plan` or payment `status` for the installation in `resource`, as the form says."""
    resource = request.form.get("resource", "")
    with transaction() as db:
        row = installs.find(db, resource)
        if row is None:
            raise bad_request("The app is not installed there.")
        if "plan" in request.form:
            installs.change_plan(db, row, request.form["plan"])
        if "status" in request.form:
            payments.tell(db, resource, request.form["status"], "PENDING")
    return redirect("/installed-apps", 303)
