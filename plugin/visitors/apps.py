"""The apps whose built-in browser says so in its user agent, so that a tap inside one is known for what it is."""

from __future__ import annotations

from plugin.visitors.sieve import Sieve

# The first that is found counts: who builds on another (Messenger on Facebook's shell) stands before it.
APPS = (
    ("Messenger", r"Messenger(?:Lite)?ForiOS|FB_IAB/(?:MESSENGER|Orca)|FBAN/(?:MESSENGER|Orca)|com\.facebook\.orca"),
    ("Instagram", r"\bInstagram\b"),
    ("Threads", r"\bBarcelona \d|\bThreads/\d"),
    ("WhatsApp", r"\bWhatsApp(?:Business|SMB)?\b"),
    ("TikTok", r"musical_ly|\btrill_\d|Byte(?:dance|Full)?(?:Webview|Locale)|\bTikTok|\baweme\b|ultralite"),
    ("LinkedIn", r"\bLinkedIn ?App\b"),
    ("Snapchat", r"\bSnapchat\b"),
    ("X", r"Twitter for (?:iPhone|iPad|Mac|Android)|\bTwitterAndroid\b|\bTwitter-?iPhone\b"),
    ("Pinterest", r"\bPinterest(?:/(?:iOS|Android|\d)| for (?:iOS|Android))"),
    ("Telegram", r"\bTelegram(?:-Android|-iOS)?\b"),
    ("WeChat", r"MicroMessenger|\bWeChat\b|\bWeixin\b"),
    ("LINE", r"\bLine/\d|\bLIFF\b"),
    ("KakaoTalk", r"KAKAOTALK|KakaoTalk"),
    ("Viber", r"\bViber\b"),
    ("Zalo", r"\bZalo\b"),
    ("Weibo", r"__weibo__|\bWeibo\b"),
    ("QQ", r"\bQQ/\d"),
    ("VK", r"VKAndroidApp|VKClient|com\.vk\.vkclient"),
    ("Naver", r"NAVER\(inapp"),
    ("Reddit", r"\bReddit/|RedditAndroid|\bRedditIOS\b"),
    ("Discord", r"\bDiscord/\d|Discord-Android"),
    ("Slack", r"\bSlack(?:_SSB)?/\d"),
    ("Teams", r"\bTeams/\d|TeamsMobile|MicrosoftTeams"),
    ("Skype", r"\bSkype/\d"),
    ("YouTube", r"com\.google\.(?:ios|android)\.youtube|\bYouTube/\d"),
    ("Gmail", r"\bGmail/\d|com\.google\.android\.gm\b"),
    ("Outlook", r"\bOutlook-(?:iOS|Android)\b|Microsoft Outlook|\bOutlookMobile\b|\bOneOutlook/"),
    ("Yahoo Mail", r"YahooMobileMail|YahooMailProxy"),
    ("ChatGPT", r"\bChatGPT/\d|ChatGPT-(?:iOS|Android)"),
    ("Google", r"\bGSA/\d"),
    ("Facebook", r"\bMetaIAB\b|\bFB(?:AN|AV|IOS|_IAB|4A|DV)\b|\[FB"),
)
APP_WORDS = tuple(pattern for _, pattern in APPS)
_sieve = Sieve((pattern, name) for name, pattern in APPS)


def app_of(user_agent: str) -> str | None:
    """The app whose built-in browser this is, by its name; None for a browser that stands alone."""
    return _sieve(user_agent)
