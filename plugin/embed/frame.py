"""Who may show us in a frame: the CRM's own hosts, and the white-label host that this visit comes from."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import select

from oauth.hosts import as_host
from oauth.models import UNINSTALLED, CompanyInstall, Install
from plugin.tenancy import unscoped


def frame_ancestors(crm_hosts: tuple[str, ...], referer: str) -> str:
    """The directive's value for one visit; a Referer adds its host only where an install is known to live there."""
    host = _host(referer)
    return " ".join([*crm_hosts, *([f"https://{host}"] if host and _is_whitelabel(host) else [])])


def _host(referer: str) -> str | None:
    try:
        parts = urlsplit(referer)
        plain = parts.scheme == "https" and parts.port in {None, 443} and not parts.username
    except ValueError:
        return None
    return as_host(parts.hostname) if plain else None


def _is_whitelabel(host: str) -> bool:
    own = select(Install.location_id).where(Install.whitelabel_host == host, Install.state != UNINSTALLED)
    companys = select(CompanyInstall.company_id).where(
        CompanyInstall.whitelabel_host == host, CompanyInstall.state != UNINSTALLED
    )
    with unscoped("cron", "may this host frame us") as db:
        return any(db.scalar(each.limit(1)) is not None for each in (own, companys))
