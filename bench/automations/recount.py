"""The recount: what every contact carries in the CRM, against what was clicked."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import text

from bench.automations.world import Account, World
from plugin.tenancy import tenant

FIELD = "SELECT crm_field_id FROM contact_fields WHERE name = 'total'"
CLICKED = "SELECT crm_contact_id, link_id, count(*) AS clicks FROM clicks GROUP BY 1, 2"
RUNS = "SELECT kind, state, count(*) AS runs FROM runs GROUP BY 1, 2"
COUNT = "SELECT count(*) FROM clicks"
NOTES = "SELECT crm_contact_id, count(*) AS notes FROM runs WHERE kind = 'note' AND state = 'done' GROUP BY 1"


def recount(made: World) -> list[str]:
    """Print the figures; what is not as it should be, in words."""
    faults: list[str] = []
    runs: Counter[tuple[str, str]] = Counter()
    for account in made.accounts:
        faults += of_account(made, account)
        with tenant(account.id) as db:
            runs.update({(row.kind, row.state): row.runs for row in db.execute(text(RUNS))})
    print("runs:", ", ".join(f"{kind} {state} {number:,}" for (kind, state), number in sorted(runs.items())))
    return faults + of_limits(made)


def of_account(made: World, account: Account) -> list[str]:
    """What is wrong with the contacts of one."""
    with tenant(account.id) as db:
        total_field = db.scalar(text(FIELD))
        rows = db.execute(text(CLICKED)).all()
        notes = {row.crm_contact_id: row.notes for row in db.execute(text(NOTES))}
    clicked: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        clicked[row.crm_contact_id][row.link_id] = row.clicks
    faults = []
    for contact_id, links in clicked.items():
        shown = made.crm("GET", f"/contacts/{contact_id}")
        wanted = {tag for link in links for tag in account.links[link]}
        faults += of_contact(shown, wanted, sum(links.values()), notes.get(contact_id, 0), total_field)
    return faults


def of_contact(shown: dict[str, Any], tags: set[str], clicks: int, notes: int, field: str | None) -> list[str]:
    """What is wrong with one contact: its tags, its total of clicks, its notes, of which each window has one."""
    contact, faults = shown["contact"], []
    if set(contact["tags"]) != tags:
        faults.append(f"tags of {contact['id']}: {sorted(set(contact['tags']) ^ tags)}")
    totals = [str(one["value"]) for one in contact.get("customFields", []) if one["id"] == field]
    if totals != [str(clicks)]:
        faults.append(f"total of {contact['id']}: {totals}, {clicks} clicks")
    marks = Counter(note["body"].split()[-1] for note in shown["notes"])
    if len(shown["notes"]) != notes or len(marks) != notes or notes < 1:
        faults.append(f"notes of {contact['id']}: {len(shown['notes'])} for {notes} windows")
    return faults


def of_limits(made: World) -> list[str]:
    """Whether any account went over its limit; prints the calls that each click took, the refused ones among them."""
    counts, seen = made.crm("GET", "/requests/counts")["locations"], made.crm("GET", "/limits")["resources"]
    calls, clicks = 0, 0
    for account in made.accounts:
        calls += counts.get(account.crm_id, 0)
        with tenant(account.id) as db:
            clicks += db.scalar(text(COUNT)) or 0
    print(f"calls: {calls:,} for {clicks:,} clicks, {calls / clicks:.2f} a click (at most 1.0; 0.6 is the floor)")
    over = {account.crm_id: seen.get(account.crm_id, {}).get("refused", 0) for account in made.accounts}
    return [f"{name} went over its limit {times} times" for name, times in over.items() if times]
