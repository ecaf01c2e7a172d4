"""Whatever JSON stands in a field of a link, the door answers with a link or with the field at fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

FIELDS = (
    "rules", "split", "utm", "keep_order", "forward_params", "redirect_status", "expired_destination", "click_limit",
    "password", "lead_form", "preview", "pixels", "pixel_consent", "vcard", "amazon", "kind",
)  # fmt: skip
NAMES = (
    "when", "destination", "kind", "countries", "values", "zone", "weight", "id", "source", "headline", "fields",
    "name", "label", "title", "image_url", "first_name", "phones", "asin", "marketplace", "keywords", "text",
)  # fmt: skip
WORDS = (
    "country", "query", "time", "visitor", "DE", "UTC", "https://example.com/", "email", "meta", "amazon.de", "vcard",
    "B0ABCDEFGH", "a" * 3_000, "\x00", "\ud800", "",
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=3))
def test_any_json_is_answered_with_a_link_or_with_the_field_at_fault(alice: Dashboard, body: dict[str, Any]) -> None:
    link = alice.post("/links", **({"destination": "https://example.com/"} | body))
    assert link.status in {201, 422}, link
    if link.status == 422:
        assert link.field.split(".")[0].split("[")[0] in {*body, "destination", "body"}
