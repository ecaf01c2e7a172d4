"""The doctor says in words what is missing or wrong, and nothing of what it looks at can make it fall over."""

from __future__ import annotations

import dataclasses
import secrets
import socket
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from plugin import doctor
from plugin.settings import Settings


def found(settings: Settings, **changes: Any) -> dict[str, doctor.Finding]:
    sound = {
        "secret_key": settings.secret_key,
        "visitor_secret": secrets.token_urlsafe(48),
        "vault_keys": (Fernet.generate_key().decode(),),
        "links_url": "https://go.example",
        "app_url": "https://app.example",
    }
    changed = dataclasses.replace(settings, **(sound | changes))
    return {finding.code: finding for finding in doctor.diagnose(changed)}


def errors(findings: dict[str, doctor.Finding]) -> set[str]:
    return {code for code, finding in findings.items() if finding.level == "error"} - {"dashboard_missing"}


def test_a_sound_installation_has_no_errors(settings: Settings) -> None:
    findings = found(settings)
    assert errors(findings) == set()
    assert {"postgres", "migrations", "redis"} <= findings.keys()


def test_embedded_stores_are_told_of_where_no_address_is_given(settings: Settings, tmp_path: Path) -> None:
    findings = found(settings, database_url=None, redis_url=None, data_dir=tmp_path / "new")
    assert errors(findings) == set()
    assert "DATABASE_URL is not set" in findings["postgres"].sentence
    assert "REDIS_URL is not set" in findings["valkey"].sentence


@pytest.mark.parametrize(
    ("changes", "code", "word"),
    [
        ({"database_url": "postgresql://nobody@127.0.0.1:1/none"}, "postgres_down", "DATABASE_URL"),
        ({"redis_url": "redis://127.0.0.1:1"}, "redis_down", "REDIS_URL"),
        ({"vault_keys": ("not-a-key-of-any-kind",)}, "vault_key", "Fernet"),
        ({"secret_key": "s" * 40}, "secrets_weak", "openssl"),
        ({"crm_client_id": "66f0a1b2c3d4e5f6a7b8c9d0"}, "crm_client_id", "developer portal"),
        ({"crm_webhook_keys": ("nonsense",)}, "crm_webhook_key", "base64"),
        ({"links_url": "https://app.example"}, "one_origin", "two origins"),
        ({"app_url": "http://app.example"}, "not_https", "APP_URL"),
        ({"geo_database": Path(__file__)}, "geo_unreadable", "cannot be read"),
        ({"data_dir": Path(__file__)}, "data_folder", "DATA_DIR"),
    ],
)
def test_what_is_wrong_is_an_error_that_names_it(
    settings: Settings, changes: dict[str, Any], code: str, word: str
) -> None:
    findings = found(settings, **changes)
    assert code in errors(findings)
    assert word in findings[code].sentence


def test_a_secret_used_twice_is_an_error(settings: Settings) -> None:
    assert "secrets_repeat" in errors(found(settings, visitor_secret=settings.secret_key))


def test_a_missing_geo_database_is_a_warning(settings: Settings) -> None:
    assert found(settings, geo_database=None)["no_geo"].level == "warning"


def test_a_port_that_somebody_listens_on_is_a_warning(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        findings = found(settings, links_url=f"http://127.0.0.1:{port}")
    assert str(port) in findings["port_taken"].sentence


def test_the_command_prints_each_finding_and_tells_by_its_exit_code(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.main(dataclasses.replace(settings, redis_url="redis://127.0.0.1:1")) == 1
    assert "Redis does not answer" in capsys.readouterr().out


def test_no_password_is_printed(settings: Settings) -> None:
    findings = found(settings, database_url="postgresql://who:hush-hush@127.0.0.1:1/none")
    assert "hush-hush" not in "".join(finding.sentence for finding in findings.values())
