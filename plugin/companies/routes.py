"""The doors of a company's admins: the list of its accounts, their report, and into one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint
from marshmallow import RAISE

from plugin.companies import find
from plugin.companies.schemas import (
    AccountPageSchema,
    AccountQuerySchema,
    AccountsReportQuerySchema,
    AccountsReportSchema,
)
from plugin.companies.summed import summed
from plugin.embed.access import CompanyAdmin, company_only
from plugin.embed.routes import SessionSchema, admin_shown, opened
from plugin.embed.schemas import CompanyAdminSchema
from plugin.fields import ID
from plugin.tenancy import company

blp = Blueprint("companies", __name__, url_prefix="/api", description="A company's accounts, for its admins")


@blp.get("/company")
@company_only
@blp.response(200, CompanyAdminSchema)
def show(admin: CompanyAdmin) -> dict[str, Any]:
    """Which company, and who is asking."""
    return admin_shown(admin)


@blp.get("/accounts")
@company_only
@blp.arguments(AccountQuerySchema, location="query")
@blp.response(200, AccountPageSchema)
def list_(admin: CompanyAdmin, query: dict[str, Any]) -> dict[str, Any]:
    """The company's accounts that have us, by name, with their totals."""
    with company(admin.company_id) as db:
        return find.several(db, find.Query(**query), datetime.now(UTC))


@blp.get("/accounts/report")
@company_only
@blp.arguments(AccountsReportQuerySchema, location="query", unknown=RAISE)
@blp.response(200, AccountsReportSchema)
def report(admin: CompanyAdmin, query: dict[str, Any]) -> dict[str, Any]:
    """Answers about the clicks of all of the company's accounts that have us, and each account's part."""
    return summed(admin.company_id, query, datetime.now(UTC))


@blp.post(f"/accounts/<{ID}:location_id>/session")
@company_only
@blp.response(200, SessionSchema)
def enter(admin: CompanyAdmin, location_id: int) -> dict[str, Any]:
    """A bearer for one of the accounts, as its admin."""
    with company(admin.company_id) as db:
        generation = find.generation(db, location_id)
    return opened(admin.enter(location_id, generation))
