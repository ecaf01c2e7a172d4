"""Links that ask their visitors for something, and visitors who answer with a form."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from plugin.links.passwords import HASHER
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import Answer, Door
from tests.clicks_world import make_link
from tests.drafts import Draft, published

PASSWORD = "Open, Sesame"
FORM = {
    "headline": "Get your Summer Pass",
    "fields": [
        {"name": "first", "label": "First name", "kind": "name", "required": True},
        {"name": "email", "label": "Email", "kind": "email", "required": True},
        {"name": "phone", "label": "Phone", "kind": "phone"},
        {"name": "goal", "label": "What do you train for?"},
    ],
    "consent_text": "I agree to get messages about classes.",
    "button": "Show me the pass",
}
ANSWERS = {"first": "Jordan", "email": "jordan@mail.example", "consent": "on"}


def locked(location: Tenant, password: str = PASSWORD, **fields: Any) -> Draft:
    """A link with a password, in its table and in the book."""
    link_id = make_link(location)
    set_password(location, link_id, password)
    return published(location, id=link_id, password_hash="in the table", password_version=1, **fields)


def set_password(location: Tenant, link_id: int, password: str) -> None:
    sql = "UPDATE links SET password_hash = :hash, password_version = password_version + 1 WHERE id = :id"
    with tenant(location.id) as db:
        db.execute(text(sql), {"id": link_id, "hash": HASHER.hash(password)})


def post(door: Door, link: Draft, fields: dict[str, str], cookie: str = "", **environ: Any) -> Answer:
    """What a browser sends when the form's button is pressed."""
    return post_body(door, link, urlencode(fields).encode(), HTTP_COOKIE=cookie, **environ)


def post_body(door: Door, link: Draft, body: bytes, **environ: Any) -> Answer:
    sent = {
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    return door.knock(f"/{link.slug}", "POST", **{**sent, **environ})


def cookie_of(answer: Answer) -> str:
    """What the browser sends back of the cookie that it was given."""
    return answer.headers["Set-Cookie"].partition(";")[0]
