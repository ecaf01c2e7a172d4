"""Whatever is sent to the front door, it answers, in the house's own words, and soon."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cast import make_tenant
from tests.clicks.caps import limited
from tests.clicks.conftest import Door
from tests.clicks.forms import FORM
from tests.drafts import published

SORTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "paused": {"paused": True},
    "password": {"password_hash": "x", "password_version": 1},
    "lead": {"lead_form": FORM},
    "both": {"lead_form": FORM, "password_hash": "x", "password_version": 1, "preview": {"title": "A"}},
    "pixels": {"pixels": [{"kind": "linkedin", "id": "123456"}], "preview": {"title": "A"}, "pixel_consent": True},
    "card": {"kind": "vcard", "destination": "", "content": {"first_name": "A"}},
    "empty card": {"kind": "vcard", "destination": ""},
    "amazon": {
        "kind": "amazon",
        "content": {"asin": "B0ABCDEF12", "marketplace": "amazon.de", "keywords": [{"text": "lamp", "weight": 1}]},
    },
    "forward": {"forward_params": True, "utm": {"source": "sms"}, "destination": "https://example.com/ä?x=1#y"},
    "rules": {
        "rules": [
            {"when": [{"kind": "country", "countries": ["US"]}], "destination": "https://example.com/us"},
            {"when": [{"kind": "visitor", "visitor": "returning"}], "destination": "https://example.com/again"},
            {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://example.com/m"},
            {"when": [{"kind": "source", "sources": ["WhatsApp"]}], "destination": "https://example.com/w"},
            {"when": [{"kind": "language", "languages": ["de"]}], "destination": "https://example.com/de"},
        ],
        "split": [{"destination": f"https://example.com/{name}", "weight": 1} for name in "ab"],
    },
}
HEADERS = [
    "QUERY_STRING", "HTTP_HOST", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X_FORWARDED_FOR", "REMOTE_ADDR",
    "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_SEC_CH_UA", "HTTP_SEC_CH_UA_PLATFORM", "HTTP_SEC_PURPOSE",
    "CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_TRANSFER_ENCODING", "HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_EXPECT",
]  # fmt: skip
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain")
ANSWERS = {200, 204, 302, 303, 307, 400, 403, 404, 405, 410, 413, 415, 422, 429, 503}

anything = st.text(st.characters(max_codepoint=255), max_size=300)
bodies = st.binary(max_size=300) | st.sampled_from(
    [b"password=" + b"a" * 1_000_000, b"a&" * 300_000, b"password=%00%ff", b"--x\r\n\r\n", b"email=" + b"(" * 9_000]
)


@pytest.fixture(scope="module")
def slugs(door: Door) -> list[str]:
    """A link of each sort."""
    owner = make_tenant("alice")
    return [published(owner, **fields).slug for fields in SORTS.values()] + [limited(owner, 100).slug]


@contextmanager
def watched() -> Iterator[None]:
    """Stops what works for a second; time that others have the machine to themselves does not count."""

    def bark(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError("an answer took a second")

    before = signal.signal(signal.SIGPROF, bark)
    signal.setitimer(signal.ITIMER_PROF, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@settings(max_examples=300, deadline=None)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST"]) | anything,
    sort=st.integers(0, len(SORTS)),
    form=st.sampled_from(["/{}", "/{}+", "/{}/", "/{}%2B", "/{}\0", "/ {}+ /", "//{}"]) | anything,
    headers=st.dictionaries(st.sampled_from(HEADERS), anything),
    kind=st.sampled_from(FORMS),
    body=bodies,
)
@example(method="POST", sort=2, form="/{}", headers={}, kind=FORMS[0], body=b"password=" + b"a" * 1_000_000)
@example(method="POST", sort=3, form="/{}", headers={}, kind=FORMS[0], body=b"first=<script>&email=" + b"@" * 60_000)
@example(method="POST", sort=3, form="/{}", headers={"CONTENT_LENGTH": "-1"}, kind=FORMS[1], body=b"")
@example(method="GET", sort=0, form="/{}", headers={"HTTP_HOST": "other.example"}, kind=FORMS[0], body=b"")
def test_no_request_makes_it_raise_or_dawdle(
    *, door: Door, slugs: list[str], method: str, sort: int, form: str, headers: dict[str, str], kind: str, body: bytes
) -> None:
    environ: dict[str, Any] = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), **headers}
    path = form.replace("{}", slugs[sort])
    with watched():
        answer = door.knock(path, method, **environ, **{"wsgi.input": io.BytesIO(body)})
    assert answer.status in ANSWERS
    assert not [value for value in answer.headers.values() if "\r" in value or "\n" in value]


@pytest.mark.parametrize("sort", range(len(SORTS) + 1), ids=[*SORTS, "capped"])
def test_a_form_of_a_megabyte_is_refused_or_not_read(door: Door, slugs: list[str], sort: int) -> None:
    body = b"password=" + b"a" * 1_000_000
    environ = {"CONTENT_TYPE": FORMS[0], "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    answer = door.knock(f"/{slugs[sort]}", "POST", **environ)
    assert answer.status in {200, 303, 404, 413}
    assert b"aaaa" not in answer.body
