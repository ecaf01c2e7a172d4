"""The people of the tests: tenants that are complete enough to work, made in one call."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text

from plugin import tenancy
from plugin.locations.models import LOCATION_IDS, Company, Location, Terms


@dataclass(frozen=True)
class Tenant:
    """A location of the tests with the ids that doors ask for."""

    id: int
    company_id: int
    crm_location_id: str
    crm_company_id: str


def make_tenant(name: str, plan: str = "pro") -> Tenant:
    """A company with one installed location."""
    crm_company_id, crm_location_id = secrets.token_hex(10), secrets.token_hex(10)
    with tenancy.tenant(0) as db:
        company = Company(crm_company_id=crm_company_id, name=f"{name} company")
        db.add(company)
        db.flush()
        company_id = company.id
        location_id = db.scalar(select(LOCATION_IDS.next_value())) or 0
    with tenancy.tenant(location_id) as db:
        db.add(Location(id=location_id, company_id=company_id, crm_location_id=crm_location_id, name=name))
        db.flush()
        db.add(Terms(location_id=location_id, plan=plan, visitor_salt=secrets.token_bytes(16)))
        db.execute(
            text("INSERT INTO installs (location_id, state, expires_at) VALUES (:id, 'healthy', :expires)"),
            {"id": location_id, "expires": datetime.now(UTC) + timedelta(days=1)},
        )
    return Tenant(location_id, company_id, crm_location_id, crm_company_id)
