"""Fetches the newest GeoLite2-City with the operator's MaxMind key, checks it, and puts it in place in one step."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path
from typing import Final

import httpx
import maxminddb

from plugin.errors import SmartLinksError
from plugin.settings import Settings

URL: Final = "https://download.maxmind.com/geoip/databases/GeoLite2-City/download"
LIMIT: Final = 300_000_000  # bytes; the archive is about 30 MB, its content about 65 MB
TIMEOUT_S: Final = 60


def update(settings: Settings, url: str = URL) -> str:
    """Replace GEO_DATABASE with the newest edition; gives a sentence on what is there now.

    Raises SmartLinksError `geo_key` without key or path, `geo_failed` where the download or its check fails; what was
    there stays then.
    """
    if not (settings.maxmind_account_id and settings.maxmind_license_key and settings.geo_database):
        message = "Set GEO_DATABASE, MAXMIND_ACCOUNT_ID and MAXMIND_LICENSE_KEY; an account at MaxMind is free."
        raise SmartLinksError(message, code="geo_key")
    try:
        with httpx.Client(
            auth=(settings.maxmind_account_id, settings.maxmind_license_key),
            timeout=TIMEOUT_S,
            follow_redirects=True,
            max_redirects=3,
        ) as http:
            wanted = _fetch(http, f"{url}?suffix=tar.gz.sha256").split()[0].decode("ascii", "replace")
            archive = _fetch(http, f"{url}?suffix=tar.gz")
    except (httpx.HTTPError, IndexError) as fault:
        raise SmartLinksError(f"MaxMind could not be read: {fault}", code="geo_failed") from fault
    if hashlib.sha256(archive).hexdigest() != wanted:
        raise SmartLinksError("What was downloaded is not what MaxMind says it should be.", code="geo_failed")
    return put(database_in(archive), settings.geo_database)


def _fetch(http: httpx.Client, url: str) -> bytes:
    with http.stream("GET", url) as answer:
        answer.raise_for_status()
        body = bytearray()
        for part in answer.iter_bytes():
            body += part
            if len(body) > LIMIT:
                raise SmartLinksError("MaxMind sent more than a database can be.", code="geo_failed")
    return bytes(body)


def database_in(archive: bytes) -> bytes:
    """The one .mmdb in a tar.gz; nothing else of the archive is unpacked."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
            for member in tar:
                if member.isfile() and member.name.endswith(".mmdb") and member.size <= LIMIT:
                    file = tar.extractfile(member)
                    assert file is not None
                    return file.read()
    except (tarfile.TarError, OSError, EOFError) as fault:
        raise SmartLinksError(f"What MaxMind sent is no archive: {fault}", code="geo_failed") from fault
    raise SmartLinksError("The archive holds no database.", code="geo_failed")


def put(database: bytes, path: Path) -> str:
    """Write beside, open to be sure, rename: who reads meanwhile has the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(database)
    try:
        with maxminddb.open_database(beside) as reader:
            edition = reader.metadata()
    except (maxminddb.InvalidDatabaseError, ValueError) as fault:
        beside.unlink()
        raise SmartLinksError("The database cannot be opened.", code="geo_failed") from fault
    beside.rename(path)
    return f"{path}: {edition.database_type}, {len(database):,} bytes."
