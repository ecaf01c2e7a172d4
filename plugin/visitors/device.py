"""What a visitor holds in their hands: device class, system and browser, from the user agent and its client hints."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ua_parser import Domain, RegexResolver, Resolver, load_lazy_builtins
from user_agents.parsers import Browser, OperatingSystem, UserAgent
from user_agents.parsers import Device as Model

from plugin.visitors.apps import app_of
from plugin.visitors.sieve import Sieve, any_case
from plugin.visitors.visitor import NO_HINTS, USER_AGENT_LENGTH, Hints

DESKTOP, MOBILE, TABLET, OTHER = KINDS = ("desktop", "mobile", "tablet", "other")
CACHED = 8192
WINDOWS_11 = 13  # Sec-CH-UA-Platform-Version counts on where NT stopped at 10: 13 and later is Windows 11

SYSTEMS = {  # ua-parser's word → ours, where they differ
    "Mac OS X": "macOS",
    "Mac OS": "macOS",
    "Chrome OS": "ChromeOS",
    "Chromium OS": "ChromeOS",
    "Symbian OS": "Symbian",
    "Symbian^3": "Symbian",
    "Windows Phone OS": "Windows Phone",
    "Web0S": "webOS",
    "ATV OS X": "tvOS",
    **dict.fromkeys(
        (
            "Arch Linux",
            "CentOS",
            "Debian",
            "Fedora",
            "Gentoo",
            "Kubuntu",
            "Linux Mint",
            "Lubuntu",
            "Mageia",
            "Mandriva",
        ),
        "Linux",
    ),
    **dict.fromkeys(("Puppy", "PCLinuxOS", "Red Hat", "Slackware", "SUSE", "Ubuntu", "Xubuntu"), "Linux"),
}
UNREAD_SYSTEMS = (  # signs that ua-parser passes over
    ("HarmonyOS", re.compile(r"OpenHarmony|HarmonyOS")),
    ("iOS", re.compile(r"\b(?:iPhone|iPad|iPod|iOS)\b|\biPh\d|Darwin/\d.*\bMobile\b")),
    ("Android", re.compile(r"\bAndroid\b|\bAdr \d|\bFB4A\b|com\.facebook\.(?:katana|orca)")),
    ("KaiOS", re.compile(r"\bKAIOS\b")),
    ("Symbian", re.compile(r"Symbian|Series ?[34569]0")),
    ("Windows", re.compile(r"\bWindows\b|\bWin(?:32|64|NT|98|95)\b")),
    ("macOS", re.compile(r"\bMacintosh\b|\bMac_PowerPC\b|\bmacOS\b|\bDarwin/")),
    ("Linux", re.compile(r"\bLinux\b|\bX11\b", re.IGNORECASE)),
)
HINTED_SYSTEMS = {
    "Android": "Android",
    "Chrome OS": "ChromeOS",
    "Chromium OS": "ChromeOS",
    "Linux": "Linux",
    "Mac OS X": "macOS",
    "Windows": "Windows",
    "iOS": "iOS",
    "macOS": "macOS",
}
BROWSERS = {  # ua-parser's word → ours: one name for a browser, whatever it runs on
    "Android": "Android Browser",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Android WebView",
    "DuckDuckGo Mobile": "DuckDuckGo",
    "Edge Mobile": "Edge",
    "Firefox Focus": "Firefox",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "IE": "Internet Explorer",
    "IE Large Screen": "Internet Explorer",
    "IE Mobile": "Internet Explorer",
    "MiuiBrowser": "Mi Browser",
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "iOS WebView",
    "Opera GX": "Opera",
    "Opera Mobile": "Opera",
    "Opera Touch": "Opera",
    "QQ Browser Mobile": "QQ Browser",
}
HINTED_BROWSERS = ("Brave", "Vivaldi", "DuckDuckGo")  # these send Chrome's user agent and tell themselves in the hints

TELEVISIONS_AND_THE_REST = (
    r"\bTV\b|(?:Smart|Apple|Google|Hbb|Inter)-?TV|BRAVIA|\bAFT[A-Z]|CrKey|\bRoku|NetCast|Web0S|VIDAA|\bVizio|tvOS|\bTiVo",
    r"MiBOX|\bSTB\b|Set-?Top|\bViera|Chromecast|BrightSign|\bKDL-|Espial|KreaTV|Shield Android|OPR/.*\bOMI/|\bVAP\d{3}",
    r"PlayStation|Nintendo|\bXbox\b|\bWii\b|\bWatch\b|watchOS|Oculus|\bQuest [23S]\b|\bPico \d|\bVR\b|AlexaWebPlayer",
    r"\bAEO[A-Z]{2}\b|\bTesla/|QtCarBrowser",
)
TABLETS = (
    r"\biPad\b|\bTablet\b(?:[^ ]| [^P])|\bPlayBook\b|\bSM-[TPX]\d{3}|\bGT-P\d{4}|\bKF[A-Z]{3,5}\b|\bKindle\b",
    r"\b(?:Galaxy|Lenovo|Mi|Redmi|Xiaomi|Honor|OnePlus|OPPO|realme|vivo|POCO|Yoga|Idea|Think)[ -]?(?:Tab|Pad)\b",
    r"(?:Pad|Tab) ?(?:\d|[AEMPS]\d|Air|Go\b|Lite|Mini|Plus|Pro|SE\b|X\b|Build|Wi-?Fi)|MatePad|MediaPad|/apad\b",
    r"\bNexus (?:7|9|10)\b|\bPixel (?:C|Tablet)\b|\bXoom\b|\bLenovo TB|\bTB-?[0-9X]\w{3,}|TouchPad",
)
LAPTOPS = (r"Chromebook|Pixelbook",)  # apps in them say Android
PHONES = (  # whose browser may leave `Mobile` out: unfolded, or an app's own
    r"\bSM-[AFGJMNS]\d{3}|^Dalvik/|\bLumia\b|\bPixel Fold|\bPixel \d+ Pro Fold",
)
_sizes = Sieve(
    (
        *any_case(TELEVISIONS_AND_THE_REST, OTHER),
        *any_case(LAPTOPS, DESKTOP),
        *any_case(TABLETS, TABLET),
        *any_case(PHONES, MOBILE),
    ),
)
_MOBILE = re.compile(
    r"\bMobile\b|\biPhone|\biPh\d|\biPod|\bPhone\b|Opera M(?:ini|obi)|\bMIDP|\bJ2ME|\bCLDC|KAIOS|\bUCWEB|BlackBerry|"
    r"\bBB10|Symbian|Series ?[346]0|Nokia|SonyEricsson|\bMAUI\b|UP\.Browser|\bBREW\b|webOS/|"
    r"\bBada\b|Windows CE|\bIEMobile"
)
_DESKTOP = re.compile(
    r"Windows NT|Macintosh|Mac OS X|\bX11\b|\bCrOS\b|Win(?:dows )?(?:9[58]|NT)\b|Linux (?:x86_64|i[3-6]86)"
)


class Device(NamedTuple):
    """`kind` is one of KINDS; names are None where nothing tells them, versions "" or dotted numbers."""

    kind: str
    system: str | None
    system_version: str
    browser: str | None
    browser_version: str


class _Parsed(UserAgent):  # type: ignore[misc] # it comes without types
    """user-agents' judgement over ua-parser's regex resolver, which answers the same ten times as fast."""

    def __init__(self, user_agent: str) -> None:
        found = _resolver()(user_agent, Domain.ALL).complete()
        self.ua_string = user_agent
        self.os = OperatingSystem(*_parts(found.os))
        self.browser = Browser(*_parts(found.user_agent))
        self.device = Model(found.device.family if found.device else "Other", None, None)


def device_of(user_agent: str, hints: Hints | None = None) -> Device:
    """The device of a user agent, of which 512 characters count; hints win where both speak. Never raises."""
    return _device_of(user_agent[:USER_AGENT_LENGTH], hints or NO_HINTS)


@lru_cache(maxsize=CACHED)
def _device_of(user_agent: str, hints: Hints) -> Device:
    parsed = _Parsed(user_agent)
    system, system_version = _system(parsed, hints)
    browser, browser_version = _browser(parsed, hints)
    return Device(_kind(parsed, system, hints), system, system_version, browser, browser_version)


@lru_cache(maxsize=1)
def _resolver() -> Resolver:
    if RegexResolver is None:
        raise ImportError("ua-parser's regex resolver is missing: install ua-parser[regex]")
    return RegexResolver(load_lazy_builtins())


def _parts(found: Any) -> tuple[str, tuple[str, ...], str]:
    """What user-agents keeps of a system or browser: its family, and its version in parts and as text."""
    if found is None:
        return "Other", (), ""
    version = tuple(part for part in (found.major, found.minor, found.patch) if part is not None)
    return found.family, version, ".".join(version)


def _kind(parsed: _Parsed, system: str | None, hints: Hints) -> str:
    text = parsed.ua_string
    told = _sizes(f"{text} {hints.model}")
    if told == OTHER:
        return OTHER
    if system == "Android":
        return told or _android_kind(parsed, hints)
    if told and (told == MOBILE or "Windows NT" not in text):
        return told
    if parsed.is_tablet:
        return TABLET
    if _MOBILE.search(text) or parsed.is_mobile or hints.mobile == "?1" or system == "iOS":
        return MOBILE
    return DESKTOP if parsed.is_pc or _DESKTOP.search(text) or system in HINTED_SYSTEMS.values() else OTHER


def _android_kind(parsed: _Parsed, hints: Hints) -> str:
    """A phone says `Mobile`, a tablet leaves it out."""
    if hints.mobile:
        return MOBILE if hints.mobile == "?1" else TABLET
    return MOBILE if _MOBILE.search(parsed.ua_string) or not parsed.is_tablet else TABLET


def _system(parsed: _Parsed, hints: Hints) -> tuple[str | None, str]:
    said = hints.platform.strip('"')
    hinted = HINTED_SYSTEMS.get(said)
    family = parsed.os.family
    system = SYSTEMS.get(family, family) if family != "Other" else _unread_system(parsed.ua_string)
    if system == "Linux" and "android" in parsed.ua_string.lower():
        system = "Android"
    version = parsed.os.version_string
    if hinted and hinted != system:
        system, version = hinted, ""
    told = hints.platform_version.strip('"')
    if not told:
        return system, version
    if system == "Windows":
        return system, _windows_version(told, version)
    return system, told


def _unread_system(user_agent: str) -> str | None:
    return next((name for name, sign in UNREAD_SYSTEMS if sign.search(user_agent)), None)


def _windows_version(told: str, otherwise: str) -> str:
    major = told.partition(".")[0]
    if not major.isdecimal() or int(major) == 0:  # 0 stands for 7 and 8, which the user agent tells apart
        return otherwise
    return "11" if int(major) >= WINDOWS_11 else "10"


def _browser(parsed: _Parsed, hints: Hints) -> tuple[str | None, str]:
    app = app_of(parsed.ua_string)
    family, version = parsed.browser.family, parsed.browser.version_string
    if app:
        return app, version if family == app else ""
    for brand in HINTED_BROWSERS:
        if f'"{brand}"' in hints.brands:
            return brand, version
    return (None, "") if family == "Other" else (BROWSERS.get(family, family), version)
