"""The dashboard's page: framed by the CRM only, with a nonce of its own each time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update

from oauth.hosts import as_host
from oauth.models import CompanyInstall, Install
from plugin.embed import page
from plugin.embed.frame import frame_ancestors
from plugin.settings import Settings
from plugin.tenancy import company, tenant
from tests.cast import Tenant

HTML = """<!doctype html><head><meta name="csp-nonce" content="__CSP_NONCE__">
<script type="module" crossorigin src="/assets/index-a1.js"></script>
<script nonce="__CSP_NONCE__">1</script><STYLE>b{}</STYLE>
<link rel="stylesheet" href="/assets/index-a1.css"><link rel="icon" href="/assets/i.svg"></head>"""


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(HTML)
    (tmp_path / "assets" / "index-a1.js").write_text("1")
    monkeypatch.setattr(page, "DIST", tmp_path)
    return tmp_path


def whitelabel(location: Tenant, host: str, state: str = "healthy") -> None:
    with tenant(location.id) as session:
        session.execute(update(Install).values(whitelabel_host=host, state=state))


def test_every_script_and_style_carries_this_answers_nonce(app: FlaskClient, dist: Path) -> None:
    first, second = app.get("/"), app.get("/")
    policy = first.headers["Content-Security-Policy"]
    found = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)
    assert found
    nonce = found[1]
    assert first.text.count(f'nonce="{nonce}"') == 4
    assert f'content="{nonce}"' in first.text
    assert f'<link rel="icon" nonce="{nonce}"' not in first.text
    assert nonce not in second.text
    assert "unsafe-inline" not in policy
    assert policy.startswith("default-src 'none'; ")


def test_the_page_is_never_kept_and_its_files_always(app: FlaskClient, dist: Path) -> None:
    assert app.get("/").headers["Cache-Control"] == "no-store"
    asset = app.get("/assets/index-a1.js")
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.headers["X-Content-Type-Options"] == "nosniff"
    asset.close()


@pytest.mark.parametrize("name", ["none.js", "../index.html", "%2e%2e/index.html", "..%2findex.html"])
def test_nothing_outside_the_assets_is_served(app: FlaskClient, dist: Path, name: str) -> None:
    assert app.get(f"/assets/{name}").status_code == 404


def test_a_dashboard_that_is_not_built_says_what_to_run(
    app: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "DIST", tmp_path / "nowhere")
    assert "make front" in app.get("/").text


def test_every_answer_carries_the_origins_headers(app: FlaskClient) -> None:
    for path in ("/", "/healthz", "/api/me", "/nothing"):
        answer = app.get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "X-Frame-Options" not in answer.headers


def test_only_the_crms_hosts_may_frame_us(settings: Settings) -> None:
    for referer in ("", "https://evil.example/", "not a url", "https://[x", "http://127.0.0.1/"):
        assert frame_ancestors(("https://*.crm.example",), referer) == "https://*.crm.example"


def test_an_installs_whitelabel_host_may_frame_us_when_it_does(location: Tenant) -> None:
    host = f"app-{location.id}.agency.example"
    whitelabel(location, host)
    assert frame_ancestors(("https://crm.example",), f"https://{host}/v2/x?y") == f"https://crm.example https://{host}"
    for other in (f"http://{host}/", f"https://{host}:8443/", f"https://x.{host}/", f"https://u@{host}/"):
        assert frame_ancestors(("https://crm.example",), other) == "https://crm.example"
    whitelabel(location, host, "uninstalled")
    assert frame_ancestors(("https://crm.example",), f"https://{host}/") == "https://crm.example"


def test_a_companys_whitelabel_host_may_frame_us_too(location: Tenant) -> None:
    host = f"app-{location.company_id}.company.example"
    own = {"company_id": location.company_id, "state": "healthy", "whitelabel_host": host}
    with company(location.company_id) as session:
        session.execute(insert(CompanyInstall).values(own))
    assert frame_ancestors((), f"https://{host}/") == f"https://{host}"
    with company(location.company_id) as session:
        session.execute(update(CompanyInstall).values(state="uninstalled"))
    assert frame_ancestors((), f"https://{host}/") == ""


@pytest.mark.parametrize(
    ("told", "host"),
    [
        ("App.Agency.COM", "app.agency.com"), ("https://app.agency.com/", "app.agency.com"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"), (None, None), ("", None), ("localhost", None),
        ("127.0.0.1", None), ("a.com; script-src *", None), ("a.com https://evil.com", None), ("*.agency.com", None),
        ("a..com", None), ("-a.com", None), ("agency.com:8443", None), ("agency.com/path", None),
        ("a." * 130 + "com", None),
        ("app.agency.com\n", "app.agency.com"), ("bücher.example", None),
    ],
)  # fmt: skip
def test_only_the_name_of_a_public_host_is_taken(told: str | None, host: str | None) -> None:
    assert as_host(told) == host
