"""Looks at what stands around the stores: secrets, the CRM's registration, places, the dashboard, addresses."""

from __future__ import annotations

import base64
import binascii
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import maxminddb
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.serialization import load_der_public_key

from plugin.doctor.finding import Finding, first_line
from plugin.settings import Settings

DASHBOARD: Final = Path(__file__).parents[1] / "frontend" / "dist" / "index.html"
GEO_STALE: Final = timedelta(days=60)
LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}
PATIENCE: Final = 3  # seconds


def secrets(settings: Settings) -> Iterator[Finding]:
    """Whether each secret is its own, random, and of the right form."""
    drawn = [settings.secret_key, settings.visitor_secret, *settings.vault_keys]
    if len(set(drawn)) < len(drawn):
        yield Finding("error", "secrets_repeat", "SECRET_KEY, VISITOR_SECRET and VAULT_KEYS must all differ.")
    if any(len(set(secret)) < 8 for secret in drawn):  # noqa: PLR2004 - random text has more letters than that
        yield Finding(
            "error", "secrets_weak", "A secret looks typed by hand: draw each with `openssl rand -base64 48`."
        )
    for number, key in enumerate(settings.vault_keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            sentence = f"Key {number} of VAULT_KEYS is no Fernet key: 32 random bytes in URL-safe base64."
            yield Finding("error", "vault_key", sentence)


def crm(settings: Settings) -> Iterator[Finding]:
    """Whether the CRM's registration of the app was copied whole."""
    if "-" not in settings.crm_client_id:
        sentence = "CRM_CLIENT_ID has no dash: copy it whole, app id and suffix, from the CRM's developer portal."
        yield Finding("error", "crm_client_id", sentence)
    for key in settings.crm_webhook_keys:
        try:
            load_der_public_key(base64.b64decode(key, validate=True))
        except (ValueError, binascii.Error, UnsupportedAlgorithm):
            sentence = (
                "CRM_WEBHOOK_KEYS holds something that is no public key in base64 (DER): webhooks will be refused."
            )
            yield Finding("error", "crm_webhook_key", sentence)
    if not settings.crm_plans:
        sentence = f"CRM_PLANS is empty: every account is on the plan {settings.default_plan}, whatever it pays for."
        yield Finding("warning", "crm_plans", sentence)


def geo(settings: Settings) -> Iterator[Finding]:
    """Whether places can be told, and from fresh data."""
    path = settings.geo_database
    if not path or not path.exists():
        sentence = (
            "There is no geo database: countries stay unknown. Set GEO_DATABASE; `smartlinks geo update` fetches it."
        )
        yield Finding("warning", "no_geo", sentence)
        return
    try:
        with maxminddb.open_database(path) as reader:
            built = datetime.fromtimestamp(reader.metadata().build_epoch, UTC)
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as fault:
        yield Finding("error", "geo_unreadable", f"The geo database {path} cannot be read: {first_line(fault)}")
        return
    if datetime.now(UTC) - built > GEO_STALE:
        yield Finding("warning", "geo_stale", f"The geo database is of {built:%d %B %Y}: run `smartlinks geo update`.")
    else:
        yield Finding("ok", "geo", f"The geo database is of {built:%d %B %Y}.")


def dashboard(_settings: Settings) -> Iterator[Finding]:
    """Whether it is built."""
    if DASHBOARD.exists():
        yield Finding("ok", "dashboard", "The dashboard is built.")
    else:
        yield Finding("error", "dashboard_missing", "The dashboard is not built: run `make front`.")


def origins(settings: Settings) -> Iterator[Finding]:
    """What tenants write must not share an origin with the dashboard."""
    if settings.app_url == settings.links_url:
        yield Finding("error", "one_origin", "APP_URL and LINKS_URL must be two origins.")
    for name, url in (("APP_URL", settings.app_url), ("LINKS_URL", settings.links_url)):
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            yield Finding("error", "not_https", f"{name} is not https: the CRM's iframe and visitors' cookies need it.")


def ports(settings: Settings) -> Iterator[Finding]:
    """Where both origins are this machine itself, whether somebody listens there already."""
    for name, url in (("APP_URL", settings.app_url), ("LINKS_URL", settings.links_url)):
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK or not parts.port:
            continue
        with socket.socket() as probe:
            probe.settimeout(PATIENCE)
            if probe.connect_ex(("127.0.0.1", parts.port)) == 0:
                sentence = f"Somebody listens on {name}'s port {parts.port}: us, if we run; else choose another."
                yield Finding("warning", "port_taken", sentence)
