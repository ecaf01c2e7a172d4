"""The page that frames the app: who sees what, and what the frame is told."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.sandbox.crm import Crm, as_process, in_process
from tests.sandbox.test_sso import ACCOUNT_USER, AGENCY_ADMIN, FITNESS, PHYSIO, opened

ASKING = b"""<!doctype html><title>app</title><p id=heard>nothing</p><script>
addEventListener("message", (event) => {
  heard.textContent = event.source === parent ? JSON.stringify(event.data) : "?";
});
parent.postMessage({message: "REQUEST_USER_DATA"}, "*");
</script>"""


def page(crm: Crm, **asked: str) -> str:
    return crm.http.get("/", params=asked).text


def test_an_account_without_the_app_is_offered_it() -> None:
    crm = in_process(app_url="http://127.0.0.1:8000")
    shown = page(crm, user=AGENCY_ADMIN, location=PHYSIO)
    assert 'href="http://127.0.0.1:8000/oauth/start"' in shown
    assert "<iframe" not in shown
    crm.token(PHYSIO)
    shown = page(crm, user=AGENCY_ADMIN, location=PHYSIO)
    assert re.search(r'<iframe[^>]* src="http://127.0.0.1:8000/"', shown)


def test_an_accounts_user_is_offered_their_own_account_only() -> None:
    crm = in_process()
    shown = page(crm, user=ACCOUNT_USER, location=PHYSIO)
    assert f'value="{FITNESS}"' in shown
    assert f'value="{PHYSIO}"' not in shown
    assert 'value="company"' not in shown


def test_no_name_of_the_crms_maker_is_on_its_pages() -> None:
    crm = in_process()
    asked = {"response_type": "code", "redirect_uri": "http://127.0.0.1:8000/oauth/callback", "scope": "a"}
    consent = crm.http.get("/v2/oauth/chooselocation", params={**asked, "client_id": crm.see("keys")["client_id"]}).text
    for shown in (page(crm), consent):
        assert not re.search("highlevel|leadconnector|ghl|location<|agency<", shown, re.IGNORECASE)


@pytest.fixture
def app_url() -> Iterator[str]:
    class App(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(ASKING)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), App)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.journey
@pytest.mark.parametrize(("width", "beside"), [(1496, 216), (390, 0)])
def test_the_framed_app_asks_who_is_looking_and_is_told(
    browser: Browser, app_url: str, width: int, beside: int
) -> None:
    with as_process("--app-url", app_url) as (crm, _):
        crm.token(FITNESS)
        view = browser.new_page(viewport={"width": width, "height": 956})
        view.goto(f"{crm.http.base_url}/?user={ACCOUNT_USER}&location={FITNESS}")
        heard = view.frame_locator("#app").get_by_text("REQUEST_USER_DATA_RESPONSE").inner_text(timeout=10_000)
        box = view.locator("#app").bounding_box()
        view.close()
    payload = re.findall(r'"payload":"([^"]+)"', heard)[0]
    assert f'"activeLocation":"{FITNESS}"' in opened(payload, "sandbox-sso-key")
    assert box == {"x": beside, "y": 56, "width": width - beside, "height": 956 - 56}
