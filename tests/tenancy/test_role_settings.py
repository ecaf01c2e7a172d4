"""What each role's sessions begin with is kept at the role, so that no pooler between us can lose it."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from plugin import db as ground
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant


@pytest.mark.parametrize("role", ground.ROLES)
def test_a_bare_connection_has_the_roles_settings(settings: Settings, role: str) -> None:
    engine = create_engine(ground.role_url(settings, role), poolclass=NullPool)
    with engine.connect() as connection:
        for name, value in ground.ROLE_SETTINGS[role].items():
            sql = "SELECT setting, unit FROM pg_settings WHERE lower(name) = :name"
            setting, unit = connection.execute(text(sql), {"name": name}).one()
            assert value in {setting, f"{int(setting) // 1024}MB" if unit == "kB" else setting}


def test_a_report_that_takes_too_long_is_stopped(location: Tenant) -> None:
    with tenant(location.id) as db:
        db.execute(text("SET LOCAL statement_timeout = 50"))
        with pytest.raises(OperationalError, match="statement timeout"), db.begin_nested():
            db.execute(text("SELECT pg_sleep(30)"))
    assert int(ground.ROLE_SETTINGS["app"]["statement_timeout"]) <= 5_000
