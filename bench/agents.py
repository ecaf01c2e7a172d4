"""User agents and addresses for the load: many and different, so that no cache flatters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

PHONES = (
    "SM-S928B", "SM-S921U", "SM-A556B", "SM-A155F", "SM-G991B", "SM-G998U", "Pixel 9", "Pixel 8 Pro", "Pixel 7a",
    "Pixel 6", "CPH2581", "CPH2447", "2312DRA50G", "23049PCD8G", "M2101K6G", "moto g84 5G", "moto g(60)", "V2250",
    "RMX3771", "NE2213",
)  # fmt: skip
IOS = ("18_5", "18_4_1", "18_3_2", "18_1", "17_7", "17_6_1", "17_5", "16_7_10", "16_6", "15_8_4")
DESKTOPS = (
    "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64",
    "X11; CrOS x86_64 14541.0.0",
)  # fmt: skip
ADDRESSES, AGENTS = 200_000, 550
CHROMES = range(118, 138)


def user_agents(count: int) -> list[str]:
    """Browsers as they are, in as many versions and on as many machines as it takes; raises IndexError where short."""
    found = list(islice(_browsers(), count))
    if len(found) < count:
        raise IndexError(f"only {len(found)} user agents")
    return found


def _browsers() -> Iterator[str]:
    for version in CHROMES:
        for phone in PHONES:
            yield (
                f"Mozilla/5.0 (Linux; Android {10 + version % 6}; {phone}) AppleWebKit/537.36 (KHTML, like Gecko) "
                f"Chrome/{version}.0.0.0 Mobile Safari/537.36"
            )
        for desktop in DESKTOPS:
            blink = (
                f"Mozilla/5.0 ({desktop}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
            )
            yield blink
            yield f"{blink} Edg/{version}.0.{version * 7 % 3000}.{version % 90}"
    for ios in IOS:
        major = ios.split("_")[0]
        yield (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS {ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            f"Version/{major}.0 Mobile/15E148 Safari/604.1"
        )


def addresses(count: int) -> list[str]:
    """Distinct public-looking IPv4 addresses, spread over the whole space."""
    found: list[str] = []
    number = 0x0B00_0001
    while len(found) < count:
        number = (number + 2_654_435_761) % (1 << 32)
        first = number >> 24
        if 11 <= first <= 223 and first not in {100, 127, 169, 172, 192, 198}:
            found.append(".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0)))
    return found


def write_load(folder: Path, **paths: list[str]) -> None:
    """The files that wrk's script reads, one address, user agent or path a line; each list of paths under its name.

    So many addresses that none opens several links within seconds: that is what scanners do, and rare.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "addresses").write_text("\n".join(addresses(ADDRESSES)))
    (folder / "agents").write_text("\n".join(user_agents(AGENTS)))
    for name, each in paths.items():
        (folder / name).write_text("\n".join(each))
