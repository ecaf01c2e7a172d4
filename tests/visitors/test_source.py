"""Where visitors come from: UTM, app, referrer, click id, or straight to us."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.visitors.apps import APPS
from plugin.visitors.source import KINDS, Source, labels_of, source_of
from tests.visitors.agents import IN_APP, WINDOWS

CHROME = WINDOWS + "Chrome/126.0.0.0 Safari/537.36"
REFERRERS = (
    ("https://l.instagram.com/", "Instagram"),
    ("https://www.instagram.com/stories/x", "Instagram"),
    ("http://m.facebook.com", "Facebook"),
    ("https://lm.facebook.com/l.php?u=x", "Facebook"),
    ("https://www.messenger.com/", "Messenger"),
    ("https://web.whatsapp.com/", "WhatsApp"),
    ("https://l.wl.co/l?u=x", "WhatsApp"),
    ("https://t.co/abc", "X"),
    ("https://x.com/", "X"),
    ("https://www.linkedin.com/feed/", "LinkedIn"),
    ("https://lnkd.in/abc", "LinkedIn"),
    ("https://www.tiktok.com/", "TikTok"),
    ("https://www.snapchat.com/", "Snapchat"),
    ("https://www.pinterest.co.uk/", "Pinterest"),
    ("https://web.telegram.org/", "Telegram"),
    ("https://www.youtube.com/redirect", "YouTube"),
    ("https://out.reddit.com/", "Reddit"),
    ("https://www.google.com/", "Google"),
    ("https://www.google.co.uk/", "Google"),
    ("https://mail.google.com/", "Gmail"),
    ("https://gemini.google.com/", "Gemini"),
    ("https://www.bing.com/", "Bing"),
    ("https://duckduckgo.com/", "DuckDuckGo"),
    ("https://de.search.yahoo.com/", "Yahoo"),
    ("https://mail.yahoo.com/", "Yahoo Mail"),
    ("https://outlook.live.com/", "Outlook"),
    ("https://eur01.safelinks.protection.outlook.com/", "Outlook"),
    ("https://chatgpt.com/", "ChatGPT"),
    ("android-app://com.whatsapp/", "WhatsApp"),
    ("android-app://com.instagram.android/", "Instagram"),
    ("android-app://com.facebook.orca", "Messenger"),
    ("android-app://org.telegram.messenger/", "Telegram"),
    ("android-app://com.google.android.gm/", "Gmail"),
    ("android-app://com.google.android.googlequicksearchbox/https/www.google.com", "Google"),
    ("android-app://com.example.shop/", "com.example.shop"),
    ("https://www.example.com/blog?x=1", "example.com"),
    ("https://notfacebook.com/", "notfacebook.com"),
    ("https://facebook.com.example.org/", "facebook.com.example.org"),
    ("https://google.example.com/", "google.example.com"),
    ("HTTPS://T.CO/x", "X"),
    ("", "Direct"),
    ("about:blank", "Direct"),
    ("javascript:alert(1)", "Direct"),
    ("https://[broken", "Direct"),
    ("nonsense", "Direct"),
)


@pytest.mark.parametrize(("referrer", "name"), REFERRERS)
def test_the_page_or_app_they_left_is_their_source(referrer: str, name: str) -> None:
    assert source_of(referrer, CHROME, "").name == name


@pytest.mark.parametrize(("user_agent", "app"), IN_APP)
def test_a_tap_inside_an_app_is_the_apps_and_not_direct(user_agent: str, app: str) -> None:
    assert source_of("", user_agent, "c=abcd1234").name == app
    assert source_of("https://example.com/", user_agent, "") == Source(app, "example.com")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("utm_source=newsletter", "newsletter"),
        ("utm_source=Spring%20Sale", "spring sale"),
        ("utm_source=ig&utm_medium=social", "Instagram"),
        ("utm_source=FB", "Facebook"),
        ("utm_source=whatsapp", "WhatsApp"),
        ("utm_source=twitter", "X"),
        ("utm_source=chatgpt.com", "ChatGPT"),
        ("utm_source=", "Direct"),
        ("utm_source=%20%0A", "Direct"),
        ("utm_source=" + "x" * 500, "x" * 64),
        ("fbclid=abc", "Facebook"),
        ("igsh=abc", "Instagram"),
        ("ttclid=abc", "TikTok"),
        ("gclid=abc", "Google"),
        ("c=abcd1234&q=1", "Direct"),
    ],
)
def test_the_query_tells_the_source_where_it_is_marked(query: str, name: str) -> None:
    assert source_of("", CHROME, query).name == name


def test_the_marketers_own_word_comes_first_and_a_click_id_last() -> None:
    instagram = IN_APP[0][0]
    assert source_of("https://t.co/", instagram, "utm_source=partner&fbclid=1").name == "partner"
    assert source_of("https://t.co/", instagram, "fbclid=1").name == "Instagram"
    assert source_of("https://t.co/", CHROME, "fbclid=1").name == "X"


def test_labels_are_told_as_they_came_and_click_ids_by_name_alone() -> None:
    query = "utm_medium=E-Mail&utm_source=x&utm_term=&fbclid=IwAR0secret&c=abcdefgh&utm_content=" + "y" * 500
    assert labels_of(query) == {"utm_medium": "E-Mail", "utm_content": "y" * 128, "fbclid": ""}
    assert labels_of("a=utm&b=1") == labels_of("") == {}


def test_the_referrers_host_is_kept_whatever_the_source() -> None:
    assert source_of("https://l.instagram.com/?u=x", CHROME, "utm_source=bio").referrer_host == "l.instagram.com"
    assert source_of("https://user:pw@Example.com:8443/x", CHROME, "") == Source("example.com", "example.com")
    assert source_of("", CHROME, "").referrer_host is None


def test_every_kind_is_listed_once_and_nobody_shares_a_host() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    for field in ("hosts", "packages", "aliases"):
        values = [value for kind in KINDS for value in getattr(kind, field)]
        assert len(values) == len(set(values)), field


def test_every_app_with_its_own_browser_is_a_kind_of_source() -> None:
    assert {name for name, _ in APPS} <= {kind.name for kind in KINDS}


@given(st.text(), st.text(max_size=600), st.text())
def test_nothing_makes_it_raise(referrer: str, user_agent: str, query: str) -> None:
    assert source_of(referrer, user_agent, query).name


@given(st.text().map("https://{}".format), st.text().map("utm_source={}".format))
def test_no_host_and_no_label_makes_it_raise(referrer: str, query: str) -> None:
    found = source_of(referrer, "", query)
    assert found.name.isprintable()
