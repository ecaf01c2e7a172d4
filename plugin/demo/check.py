"""`smartlinks demo --check`: the whole main job against real components; prints what it saw, exits 0 or 1."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx

from oauth.tokens import crm_for
from plugin.crm import contacts
from plugin.demo import crm_user, world
from plugin.demo.burst import Burst, storm
from plugin.demo.people import MACHINES, PEOPLE, PLACES, addresses
from plugin.errors import SmartLinksError

WAIT_S: Final = 30.0
POLL_S: Final = 0.05
TAG: Final = "clicked by check"
Seen = TypeVar("Seen")


def run(asked: argparse.Namespace) -> int:
    """Every step in order; the first that does not hold ends the check with its reason and code 1."""
    ports = world.free_ports(asked.port, asked.links_port, asked.crm_port, (0, 0, 0))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="smartlinks-check-") as folder:
        Path(folder).chmod(0o711)
        try:
            with world.running(Path(folder).resolve(), ports) as running:
                main_job(running)
        except (SmartLinksError, AssertionError, httpx.HTTPError) as fault:
            print(f"\nNOT OK: {fault}")
            return 1
    print(f"\nOK: the whole main job in {time.monotonic() - started:.0f} s; everything is stopped.")
    return 0


def main_job(running: world.World) -> None:
    """Install, open, make a link, click it, see the report, read the tag back, keep a rival out, survive kills."""
    alice, rival = crm_user.seeded_account(running.crm_url), crm_user.rival_account(running.crm_url)
    with step("Install into an account by OAuth") as say:
        for line in crm_user.install(running.app_url, alice):
            say(line)
    with step("Open the app by SSO") as say:
        staff = crm_user.open_app(running.app_url, running.crm_url, alice)
        name = eventually(
            lambda: staff.call("GET", "/api/me")["location"]["name"] or None, lambda: "the account has no name yet"
        )
        must(name == alice.name, f"the account is called {name}")
        say(f"{staff.me['staff']['role']} of {name}, plan {staff.me['plan']['label']}")
    with step("Make a link") as say:
        body = {"destination": "https://brightside.example/summer-pass", "title": "Summer Pass", "crm_tags": [TAG]}
        link = staff.call("POST", "/api/links", json=body)
        say(f"{link['short_url']} → {link['destination']}, tag for the CRM: {link['crm_tags'][0]}")
    with step("Click it") as say:
        click_as_everyone(link, alice.contact_ids[0], say)
    with step("Read the report") as say:
        read_report(staff, link, say)
    with step("Find the tag on the CRM's contact") as say:
        tag_reaches(staff, alice, say)
    with step("Keep a rival out") as say:
        crm_user.install(running.app_url, rival)
        stranger = crm_user.open_app(running.app_url, running.crm_url, rival)
        answer = stranger.http.get(f"/api/links/{link['id']}")
        must(answer.status_code == 404, f"a rival got {answer.status_code}")  # noqa: PLR2004 - what is checked
        say(f"GET /api/links/{link['id']} as {rival.name} → {answer.status_code} {answer.json()['code']}")
    with step("Kill the web process, the recorder and the worker with -9 during 2,000 clicks") as say:
        survive(running, staff, say)


def click_as_everyone(link: dict[str, Any], contact_id: str, say: Callable[[str], None]) -> None:
    """One click by each of PEOPLE and MACHINES from places in turn, the first by a known contact, and one HEAD."""
    places = addresses()
    with httpx.Client(timeout=10) as browser:
        for number, person in enumerate((*PEOPLE, *MACHINES)):
            headers = {"User-Agent": person.user_agent, "X-Forwarded-For": places[number % len(places)]}
            if person.referrer:
                headers["Referer"] = person.referrer
            url = f"{link['short_url']}?c={contact_id}" if number == 0 else link["short_url"]
            answer = browser.get(url, headers=headers)
            must(answer.status_code == 302, f"{answer.status_code} for {person.user_agent}")  # noqa: PLR2004
            must(answer.headers["location"] == link["destination"], answer.headers["location"])
            must(answer.headers["cache-control"] == "private, no-store", answer.headers["cache-control"])
        head = browser.head(link["short_url"], headers={"User-Agent": PEOPLE[0].user_agent})
        must(head.status_code == 302, f"HEAD: {head.status_code}")  # noqa: PLR2004
        missing = browser.get(link["short_url"] + "-not-there")
        must(missing.status_code == 404, f"an unknown slug: {missing.status_code}")  # noqa: PLR2004
    say(f"{len(PEOPLE)} people's browsers and {len(MACHINES)} machines → 302 to the destination, private, no-store")
    say("HEAD → 302; an unknown slug → 404")


def read_report(staff: crm_user.Staff, link: dict[str, Any], say: Callable[[str], None]) -> None:
    """The three cards and the breakdowns, once the recorder has brought all of it."""
    asked = {"link_id": link["id"], "window": "7d"}
    asked["questions"] = "cards,clicks_over_time,countries,devices,browsers,systems,sources"
    machines = len(MACHINES) + 1

    def complete() -> Any:
        report = staff.call("GET", "/api/reports", params=asked)
        cards = report["cards"]
        return report if (cards["clicks"], cards["bots"]) == (len(PEOPLE), machines) else None

    report = eventually(complete, lambda: str(staff.call("GET", "/api/reports", params=asked)["cards"]))
    cards = report["cards"]
    say(f"clicks {cards['clicks']}, unique {cards['unique']}, bots {cards['bots']}")
    must(cards["unique"] == len(PEOPLE), f"unique visitors: {cards['unique']}")
    for question in ("countries", "devices", "browsers", "systems", "sources"):
        rows = report[question]
        must(sum(row["clicks"] for row in rows) == len(PEOPLE), f"{question} do not add up: {rows}")
        say(f"{question}: " + ", ".join(f"{row['value']} {row['clicks']}" for row in rows[:5]))
    found = {row["value"] for row in report["countries"]}
    must(found == {country for country, _, _ in PLACES.values()}, f"countries: {found}")


def tag_reaches(staff: crm_user.Staff, account: crm_user.Account, say: Callable[[str], None]) -> None:
    """The run is done, and the CRM itself says that the contact carries the tag."""
    contact_id = account.contact_ids[0]

    def done() -> Any:
        runs = staff.call("GET", "/api/runs", params={"state": "done"})["items"]
        return next((run for run in runs if run["contact_id"] == contact_id), None)

    run = eventually(done, lambda: str(staff.call("GET", "/api/runs")["items"]))
    crm = crm_for(int(staff.me["location"]["id"]))
    tags = contacts.get(crm, contact_id).tags
    must(TAG in tags, f"the contact carries {tags}")
    say(f"run {run['id']} is done after {run['attempts']} attempt(s); GET /contacts/{contact_id} → tags {list(tags)}")


def survive(running: world.World, staff: crm_user.Staff, say: Callable[[str], None]) -> None:
    """Two thousand clicks while processes die; afterwards each answered click is in the database once."""
    body = {"destination": "https://brightside.example/storm", "title": "Storm"}
    link = staff.call("POST", "/api/links", json=body)
    burst: Burst = storm(running.family, link["short_url"])
    say(f"killed with -9: {', '.join(burst.killed)}; {burst.answered:,} of {burst.sent:,} clicks were answered")
    location_id, link_id = int(staff.me["location"]["id"]), int(link["id"])
    counted = eventually(
        lambda: burst.settled(location_id, link_id), lambda: f"still missing {len(burst.missing(location_id, link_id))}"
    )
    say(f"in the database: {counted.rows:,} rows; answered but missing: 0; recorded twice: {counted.doubles}")
    must(counted.doubles == 0, f"{counted.doubles} clicks were recorded twice")


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Prints the step's title, what was seen, and how long it took."""
    started = time.monotonic()
    print(f"\n{title}")
    yield lambda seen: print(f"  {seen}", flush=True)
    print(f"  ✓ {time.monotonic() - started:.1f} s", flush=True)


def must(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    """Raise SmartLinksError `check_failed` with what was seen instead."""
    if not holds:
        raise SmartLinksError(otherwise, code="check_failed")


def eventually(look: Callable[[], Seen | None], otherwise: Callable[[], str]) -> Seen:
    """What `look` finds, asked again until it does; raises SmartLinksError with `otherwise` after half a minute."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if (found := look()) is not None:
            return found
        time.sleep(POLL_S)
    raise SmartLinksError(f"It did not happen within {WAIT_S:.0f} s: {otherwise()}", code="check_failed")
