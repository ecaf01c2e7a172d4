"""Who clicks in the demo: real user agents, documentation addresses with made-up places, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mmdb_writer import MMDBWriter
from netaddr import IPSet


@dataclass(frozen=True, slots=True)
class Person:
    """A browser somewhere: what it sends."""

    user_agent: str
    referrer: str = ""


IPHONE: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
IPAD: Final = "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
PIXEL: Final = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
SAMSUNG: Final = "Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) "
WINDOWS: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
MAC: Final = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
BLINK: Final = "AppleWebKit/537.36 (KHTML, like Gecko) "

PEOPLE: Final = (
    Person(IPHONE + "Version/18.5 Mobile/15E148 Safari/604.1"),
    Person(IPHONE + "CriOS/137.0.7151.107 Mobile/15E148 Safari/604.1", "https://www.google.com/"),
    Person(IPHONE + "Mobile/15E148 Instagram 385.0.0.25.77 (iPhone16,2; iOS 18_5; en_US; en; scale=3.00; 1290x2796)"),
    Person(IPHONE + "Mobile/15E148 [FBAN/FBIOS;FBAV/518.0.0.52.100;FBDV/iPhone15,3;FBSN/iOS;FBSV/18.5]"),
    Person(IPHONE + "FxiOS/139.0 Mobile/15E148 Safari/605.1.15"),
    Person(IPHONE + "Mobile/15E148 LinkedInApp/9.31.1234", "https://www.linkedin.com/"),
    Person(IPHONE + "Version/17.6 Mobile/15E148 Safari/604.1", "https://t.co/"),
    Person(PIXEL + "Chrome/137.0.0.0 Mobile Safari/537.36"),
    Person(PIXEL + "Chrome/137.0.0.0 Mobile Safari/537.36", "android-app://com.google.android.gm/"),
    Person(PIXEL + "Version/4.0 Chrome/137.0.7151.61 Mobile Safari/537.36 Instagram 385.0.0.47.74 Android"),
    Person(SAMSUNG + "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"),
    Person(SAMSUNG + "Version/4.0 Chrome/137.0.7151.61 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/518.0.0.63.86;]"),
    Person(SAMSUNG + "Chrome/136.0.0.0 Mobile Safari/537.36 OPR/89.0.0.0", "https://www.youtube.com/"),
    Person("Mozilla/5.0 (Android 15; Mobile; rv:139.0) Gecko/139.0 Firefox/139.0"),
    Person("Mozilla/5.0 (Linux; Android 14; SM-X710) " + BLINK + "Chrome/137.0.0.0 Safari/537.36"),
    Person(IPAD + "Version/17.7 Mobile/15E148 Safari/604.1"),
    Person(WINDOWS + BLINK + "Chrome/137.0.0.0 Safari/537.36", "https://www.google.com/"),
    Person(WINDOWS + BLINK + "Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0", "https://www.bing.com/"),
    Person("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0"),
    Person(WINDOWS + BLINK + "Chrome/136.0.0.0 Safari/537.36 OPR/120.0.0.0"),
    Person(MAC + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15"),
    Person(MAC + BLINK + "Chrome/137.0.0.0 Safari/537.36", "https://duckduckgo.com/"),
    Person("Mozilla/5.0 (X11; Linux x86_64) " + BLINK + "Chrome/137.0.0.0 Safari/537.36"),
    Person("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0", "https://www.reddit.com/"),
    Person("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " + BLINK + "Chrome/136.0.0.0 Safari/537.36"),
)  # fmt: skip
MACHINES: Final = (
    Person("WhatsApp/2.25.18.78 A"),
    Person("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
    Person("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
    Person("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
    Person("python-requests/2.32.4"),
)

# Networks of RFC 5737 and RFC 3849, which nobody has, given places so that a map has something to show.
PLACES: Final = {
    "192.0.2.0/26": ("US", "TX", "Austin"),
    "192.0.2.64/26": ("US", "CA", "San Diego"),
    "192.0.2.128/26": ("US", "NY", "New York"),
    "192.0.2.192/26": ("CA", "ON", "Toronto"),
    "198.51.100.0/26": ("GB", "ENG", "London"),
    "198.51.100.64/26": ("GB", "SCT", "Edinburgh"),
    "198.51.100.128/26": ("DE", "BE", "Berlin"),
    "198.51.100.192/26": ("FR", "IDF", "Paris"),
    "203.0.113.0/26": ("AU", "NSW", "Sydney"),
    "203.0.113.64/26": ("BR", "SP", "São Paulo"),
    "203.0.113.128/26": ("MX", "CMX", "Mexico City"),
    "203.0.113.192/26": ("IN", "MH", "Mumbai"),
    "2001:db8::/32": ("NL", "NH", "Amsterdam"),
}


def addresses() -> tuple[str, ...]:
    """One address in each place, in the order of PLACES."""
    return tuple(network.split("/")[0].removesuffix("::") + ("::7" if ":" in network else "") for network in PLACES)


def write_geo(path: Path) -> Path:
    """A small database in the format of GeoLite2-City that knows PLACES; gives its path."""
    writer = MMDBWriter(ip_version=6, database_type="GeoLite2-City", languages=["en"], ipv4_compatible=True)
    for network, (country, region, city) in PLACES.items():
        record: dict[str, Any] = {
            "country": {"iso_code": country},
            "subdivisions": [{"iso_code": region}],
            "city": {"names": {"en": city}},
        }
        writer.insert_network(IPSet([network]), record)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    writer.to_db_file(str(beside))
    beside.rename(path)
    return path
