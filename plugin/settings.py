"""What an operator may set: read once from the environment, every fault reported at once."""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugin.errors import SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MIN_SECRET = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the processes need to know; `.env.example` explains each name."""

    data_dir: Path = Path("var")
    database_url: str | None = None
    database_direct_url: str | None = None
    reports_database_url: str | None = None
    redis_url: str | None = None
    secret_key: str = ""
    vault_keys: tuple[str, ...] = ()
    visitor_secret: str = ""
    app_url: str = "http://127.0.0.1:8000"
    links_url: str = "http://127.0.0.1:8001"
    host_id: str = "host"
    crm_api_url: str = "https://services.leadconnectorhq.com"
    crm_marketplace_url: str = "https://marketplace.leadconnectorhq.com"
    crm_trigger_url: str = "https://services.leadconnectorhq.com"
    crm_client_id: str = ""
    crm_client_secret: str = ""
    crm_sso_keys: tuple[str, ...] = ()
    crm_webhook_keys: tuple[str, ...] = ("MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=",)
    crm_workflow_secrets: tuple[str, ...] = ()
    crm_hosts: tuple[str, ...] = ("https://*.gohighlevel.com", "https://*.leadconnectorhq.com", "https://*.msgsndr.com")
    crm_plans: Mapping[str, str] = dataclasses.field(default_factory=dict)
    default_plan: str = "starter"
    grace_days: int = 30
    erase_after_days: int = 30
    listing_url: str = ""
    geo_database: Path | None = None
    maxmind_account_id: str = ""
    maxmind_license_key: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    processes: int = 1
    threads: int = 4
    workers: int = 1
    log_level: str = "info"
    support_email: str = ""

    @property
    def crm_app_id(self) -> str:
        """The app's id: what stands before the dash in its client id (crm/FACTS.md 1.1)."""
        return self.crm_client_id.split("-", 1)[0]

    @property
    def short_host(self) -> str:
        """Host of the default short domain in lower case, with its port where that is not the scheme's own."""
        parts = urlsplit(self.links_url)
        own = {"http": ":80", "https": ":443"}[parts.scheme]
        return parts.netloc.lower().removesuffix(own)

    @property
    def journal_dir(self) -> Path:
        """Where clicks are kept until PostgreSQL has them."""
        return self.data_dir / "journal"


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _pairs(text: str) -> dict[str, str]:
    pairs = dict(item.split("=", 1) for item in _items(text))
    for plan in pairs.values():
        if plan not in {"starter", "pro"}:
            raise ValueError(f"{plan!r} is not a plan: use starter or pro")
    return pairs


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(item, strict=False) for item in _items(text))


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise ValueError("give an origin such as https://links.example.com, without a path")
    return text.rstrip("/")


def _page(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("give an address such as https://marketplace.example.com/apps/smart-links")
    return text


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 365:  # noqa: PLR2004 - more than a year is a typing slip
        raise ValueError("give a whole number of days from 0 to 365")
    return int(text)


def _secret(text: str) -> str:
    if len(text) < MIN_SECRET:
        raise ValueError(f"give at least {MIN_SECRET} random characters")
    return text


def _secrets(text: str) -> tuple[str, ...]:
    return tuple(_secret(item) for item in _items(text))


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:  # noqa: PLR2004 - more processes than that is a typing slip
        raise ValueError("give a whole number from 1 to 64")
    return int(text)


def _log_level(text: str) -> str:
    if text.lower() not in {"debug", "info", "warning", "error"}:
        raise ValueError("give debug, info, warning or error")
    return text.lower()


PARSERS: dict[str, Callable[[str], Any]] = {
    "data_dir": lambda text: Path(text).resolve(),
    "secret_key": _secret,
    "visitor_secret": _secret,
    "vault_keys": _items,
    "app_url": _origin,
    "links_url": _origin,
    "crm_api_url": _origin,
    "crm_marketplace_url": _origin,
    "crm_trigger_url": _origin,
    "crm_sso_keys": _items,
    "crm_webhook_keys": _items,
    "crm_workflow_secrets": _secrets,
    "crm_hosts": _items,
    "crm_plans": _pairs,
    "grace_days": _days,
    "erase_after_days": _days,
    "listing_url": _page,
    "geo_database": Path,
    "trusted_proxies": _networks,
    "processes": _count,
    "threads": _count,
    "workers": _count,
    "log_level": _log_level,
}
REQUIRED = ("secret_key", "vault_keys", "visitor_secret", "crm_client_id", "crm_client_secret", "crm_sso_keys")


def names() -> tuple[str, ...]:
    """Every environment name that is read, in order; `.env.example` lists the same."""
    return tuple(field.name.upper() for field in dataclasses.fields(Settings))


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment; `NAME_FILE` may name a file that holds the value of `NAME`.

    Raises SettingsError whose details list every fault as `{name, fault}`.
    """
    found: dict[str, Any] = {}
    faults: list[dict[str, str]] = []
    for field in dataclasses.fields(Settings):
        name = field.name.upper()
        try:
            text = _text(environ, name)
            if text:
                found[field.name] = PARSERS.get(field.name, str)(text)
            elif field.name in REQUIRED:
                faults.append({"name": name, "fault": "is missing"})
        except (ValueError, OSError) as fault:
            faults.append({"name": name, "fault": str(fault)})
    if faults:
        listed = "; ".join(f"{fault['name']}: {fault['fault']}" for fault in faults)
        raise SettingsError(f"The settings need attention: {listed}", faults=faults)
    return Settings(**found)


def _text(environ: Mapping[str, str], name: str) -> str:
    file = environ.get(f"{name}_FILE", "")
    return Path(file).read_text(encoding="utf-8").strip() if file else environ.get(name, "").strip()
