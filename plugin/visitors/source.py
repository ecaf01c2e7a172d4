"""Where a visitor came from: the link's UTM, the app they tapped in, the page they left, or straight to us."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from plugin.visitors.apps import app_of
from plugin.visitors.visitor import parameters_of

DIRECT = "Direct"
LABEL_LENGTH = 64
LABEL_KEPT = 128
HOST_LENGTH = 253


class Kind(NamedTuple):
    """One source: its name, its hosts (with all below them), its Android packages, what `utm_source` may call it."""

    name: str
    hosts: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Source(NamedTuple):
    """`name` is a kind's, a UTM label, the other site's host, or `Direct`; without a referrer the host is None."""

    name: str
    referrer_host: str | None


KINDS = (
    Kind("WhatsApp", ("whatsapp.com", "whatsapp.net", "wa.me", "wl.co"), ("com.whatsapp", "com.whatsapp.w4b"), ("wa",)),
    Kind(
        "Messenger",
        ("messenger.com", "m.me"),
        ("com.facebook.orca", "com.facebook.mlite"),
        ("facebook messenger", "facebook_messenger"),
    ),
    Kind("Instagram", ("instagram.com", "ig.me"), ("com.instagram.android", "com.instagram.lite"), ("ig", "insta")),
    Kind("Threads", ("threads.net", "threads.com"), ("com.instagram.barcelona",)),
    Kind(
        "Facebook",
        ("facebook.com", "fb.com", "fb.me", "fb.watch"),
        ("com.facebook.katana", "com.facebook.lite"),
        ("fb", "facebook ads", "facebook_ads", "meta"),
    ),
    Kind("TikTok", ("tiktok.com",), ("com.zhiliaoapp.musically", "com.ss.android.ugc.trill"), ("tt",)),
    Kind("LinkedIn", ("linkedin.com", "lnkd.in", "licdn.com"), ("com.linkedin.android",), ("li",)),
    Kind("Snapchat", ("snapchat.com",), ("com.snapchat.android",), ("snap", "sc")),
    Kind("X", ("x.com", "twitter.com", "t.co"), ("com.twitter.android", "com.twitter.android.lite"), ("twitter",)),
    Kind("Pinterest", ("pin.it",), ("com.pinterest",), ("pin",)),
    Kind(
        "Telegram",
        ("telegram.org", "telegram.me", "t.me"),
        ("org.telegram.messenger", "org.telegram.messenger.web", "org.thunderdog.challegram"),
        ("tg",),
    ),
    Kind("WeChat", ("wechat.com", "weixin.qq.com"), ("com.tencent.mm",), ("weixin",)),
    Kind("LINE", ("line.me",), ("jp.naver.line.android",)),
    Kind("KakaoTalk", ("kakao.com",), ("com.kakao.talk",), ("kakao",)),
    Kind("Viber", ("viber.com",), ("com.viber.voip",)),
    Kind("Zalo", ("zalo.me",), ("com.zing.zalo",)),
    Kind("Signal", ("signal.org", "signal.me"), ("org.thoughtcrime.securesms",)),
    Kind("Weibo", ("weibo.com", "weibo.cn"), ("com.sina.weibo",)),
    Kind("QQ", ("qq.com",), ("com.tencent.mobileqq",)),
    Kind("VK", ("vk.com", "vk.ru"), ("com.vkontakte.android",)),
    Kind("Discord", ("discord.com", "discord.gg", "discordapp.com"), ("com.discord",)),
    Kind("Slack", ("slack.com",), ("com.slack",)),
    Kind("Teams", ("teams.microsoft.com", "teams.live.com", "teams.cdn.office.net"), ("com.microsoft.teams",)),
    Kind("Skype", ("skype.com",), ("com.skype.raider",)),
    Kind("Reddit", ("reddit.com", "redd.it"), ("com.reddit.frontpage",)),
    Kind("Bluesky", ("bsky.app",), ("xyz.blueskyweb.app",), ("bsky",)),
    Kind("Quora", ("quora.com",), ("com.quora.android",)),
    Kind("Medium", ("medium.com",), ("com.medium.reader",)),
    Kind("Tumblr", ("tumblr.com",), ("com.tumblr",)),
    Kind("GitHub", ("github.com",), ("com.github.android",)),
    Kind("YouTube", ("youtube.com", "youtu.be"), ("com.google.android.youtube",), ("yt",)),
    Kind("Twitch", ("twitch.tv",), ("tv.twitch.android.app",)),
    Kind("Spotify", ("spotify.com",), ("com.spotify.music",)),
    Kind("Gmail", ("mail.google.com",), ("com.google.android.gm",)),
    Kind(
        "Outlook",
        (
            "outlook.live.com",
            "outlook.com",
            "outlook.office.com",
            "outlook.office365.com",
            "outlook.cloud.microsoft",
            "safelinks.protection.outlook.com",
            "hotmail.com",
        ),
        ("com.microsoft.office.outlook",),
    ),
    Kind("Yahoo Mail", ("mail.yahoo.com",), ("com.yahoo.mobile.client.android.mail",)),
    Kind("ChatGPT", ("chatgpt.com", "chat.openai.com"), ("com.openai.chatgpt",), ("openai",)),
    Kind("Gemini", ("gemini.google.com", "bard.google.com"), ("com.google.android.apps.bard",)),
    Kind("Claude", ("claude.ai",), ("com.anthropic.claude",)),
    Kind("Copilot", ("copilot.microsoft.com", "copilot.cloud.microsoft"), ("com.microsoft.copilot",)),
    Kind("Perplexity", ("perplexity.ai",), ("ai.perplexity.app.android",)),
    Kind("Bing", ("bing.com",), ("com.microsoft.bing",)),
    Kind("DuckDuckGo", ("duckduckgo.com",), ("com.duckduckgo.mobile.android",), ("ddg",)),
    Kind("Yahoo", ("yahoo.com", "yahoo.co.jp"), ("com.yahoo.mobile.client.android.search",)),
    Kind("Ecosia", ("ecosia.org",), ("com.ecosia.android",)),
    Kind("Brave Search", ("search.brave.com",)),
    Kind("Startpage", ("startpage.com",)),
    Kind("Qwant", ("qwant.com",)),
    Kind("Baidu", ("baidu.com",), ("com.baidu.searchbox",)),
    Kind("Naver", ("naver.com",), ("com.nhn.android.search",)),
    Kind("Yandex", ("ya.ru",), ("ru.yandex.searchplugin",)),
    Kind("Google", (), ("com.google.android.googlequicksearchbox", "com.google.android.apps.searchlite"), ("adwords",)),
)
# Those who have a domain in every country.
EVERYWHERE = (
    ("Google", re.compile(r"(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$")),
    ("Pinterest", re.compile(r"(?:^|\.)pinterest\.[a-z]{2,3}(?:\.[a-z]{2})?$")),
    ("Yandex", re.compile(r"(?:^|\.)yandex\.[a-z]{2,3}(?:\.[a-z]{2})?$")),
)
# What platforms add to the address of a tap: a last sign where the app hides the referrer.
CLICK_IDS = (
    ("igsh", "Instagram"),
    ("igshid", "Instagram"),
    ("fbclid", "Facebook"),
    ("ttclid", "TikTok"),
    ("li_fat_id", "LinkedIn"),
    ("twclid", "X"),
    ("ScCid", "Snapchat"),
    ("epik", "Pinterest"),
    ("gclid", "Google"),
    ("gbraid", "Google"),
    ("wbraid", "Google"),
    ("msclkid", "Bing"),
)
LABELS = ("utm_medium", "utm_campaign", "utm_term", "utm_content")
_MARKED = re.compile("|".join(("utm_", *(mark for mark, _ in CLICK_IDS))))
_BY_HOST = {host: kind.name for kind in KINDS for host in kind.hosts}
_BY_PACKAGE = {package: kind.name for kind in KINDS for package in kind.packages}
_BY_ALIAS = {alias: kind.name for kind in KINDS for alias in (kind.name.lower(), *kind.aliases)}
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")


def source_of(referrer: str, user_agent: str, query: str) -> Source:
    """The source of a click; the first that speaks: `utm_source`, the app, the referrer, a platform's click id.

    `query` is the short URL's own, as it came. Never raises.
    """
    said = parameters_of(query) if "=" in query else {}
    scheme, host = _referrer_host(referrer)
    name = (
        _labelled(said.get("utm_source", ""))
        or app_of(user_agent)
        or _of_referrer(scheme, host)
        or next((name for mark, name in CLICK_IDS if mark in said), DIRECT)
    )
    return Source(name, host or None)


def labels_of(query: str) -> dict[str, str]:
    """The UTM labels that a query brings beside `utm_source`, and a platform's click id by its name. Never raises."""
    if not _MARKED.search(query):
        return {}
    said = parameters_of(query)
    found = {name: said[name][:LABEL_KEPT] for name in LABELS if said.get(name)}
    return found | {mark: "" for mark, _ in CLICK_IDS if mark in said}


def _labelled(utm_source: str) -> str | None:
    label = " ".join(utm_source.split()).lower()[:LABEL_LENGTH]
    label = "".join(filter(str.isprintable, label))
    return (_BY_ALIAS.get(label) or _of_host(label) or label) if label else None


def _referrer_host(referrer: str) -> tuple[str, str]:
    try:
        parts = urlsplit(referrer.strip())
        host = (parts.hostname or "")[:HOST_LENGTH].strip(".")
    except ValueError:
        return "", ""
    known = parts.scheme in {"http", "https", "android-app", "ios-app"}
    return (parts.scheme, host) if known and _HOST.fullmatch(host) else ("", "")


def _of_referrer(scheme: str, host: str) -> str | None:
    if scheme == "android-app":
        return _BY_PACKAGE.get(host) or host
    return (_of_host(host) or host.removeprefix("www.")) if host else None


def _of_host(host: str) -> str | None:
    """The kind that this host, or one above it, belongs to; the longest that fits."""
    rest = host
    while rest:
        if rest in _BY_HOST:
            return _BY_HOST[rest]
        rest = rest.partition(".")[2]
    return next((name for name, sign in EVERYWHERE if sign.search(host)), None)
