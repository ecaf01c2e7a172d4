"""Two months in the life of a gym's links, so that the demo's reports have something to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import httpx

from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal
from plugin.demo import followed
from plugin.demo.crm_user import Account, Staff
from plugin.demo.hits import month_of, of_contacts
from plugin.settings import Settings

TAGS: Final = (("Summer", "amber"), ("Ads", "fuchsia"), ("Leads", "violet"), ("Members", "teal"), ("Print", "slate"))
# Title, slug, path on the gym's site, tags, clicks a day.
LINKS: Final = (
    ("Summer Pass", "summer", "summer-pass", ("Summer", "Ads"), 46),
    ("Free 7-day trial", "trial", "trial", ("Leads", "Ads"), 31),
    ("Class schedule", "classes", "schedule", ("Members",), 24),
    ("Refer a friend", "refer", "refer", ("Members",), 15),
    ("Nutrition guide", "eat-well", "files/eat-well.pdf", ("Leads",), 9),
    ("Leave us a review", "review", "review", (), 6),
    ("Front desk poster", "hello", "check-in", ("Print",), 3),
)
SITE: Final = "https://brightside.example"
FORM: Final = {
    "headline": "Get the nutrition guide",
    "fields": [
        {"name": "name", "label": "Your name", "kind": "name", "required": True},
        {"name": "email", "label": "Email", "kind": "email", "required": True},
    ],
    "button": "Send me the guide",
}
# What some of them do beside sending people on.
MORE: Final[dict[str, dict[str, Any]]] = {
    "summer": {"crm_tags": ["clicked summer pass"]},
    "trial": {
        "crm_tags": ["wants trial"],
        "split": [{"destination": f"{SITE}/{page}", "weight": 50} for page in ("trial", "trial-week")],
        "append_click_id": True,
        "automations": {"sync": True, "note": True},
    },
    "refer": {
        "rules": [{"when": [{"kind": "contact", "tags": ["vip"]}], "destination": f"{SITE}/refer-vip"}],
    },
    "eat-well": {"lead_form": FORM},
}
MAILED: Final = ("summer", "trial", "refer")  # to contacts of the CRM


def seed(settings: Settings, staff: Staff, account: Account, now: datetime) -> int:
    """Make tags, a campaign, links, their clicks of two months and what followed; gives how many hits it wrote."""
    links = make_links(staff)
    begin_workflows(settings, staff, account, links)
    location_id = int(staff.me["location"]["id"])
    hits = {slug: [*month_of(location_id, links[slug], daily, now)] for _, slug, _, _, daily in LINKS}
    mailed = [*of_contacts(location_id, [links[slug] for slug in MAILED], account.contact_ids, now)]
    write(settings, [*mailed, *(hit for each in hits.values() for hit in each)])
    followed.leave_details(location_id, links["eat-well"], hits["eat-well"])
    followed.buy(settings, location_id, links["trial"], hits["trial"], now)
    return len(mailed) + sum(len(each) for each in hits.values())


def make_links(staff: Staff) -> dict[str, dict[str, Any]]:
    """The brand, tags, a campaign and the links, as the API shows them, by slug."""
    staff.call("PUT", "/api/brand", json={"name": "Brightside", "logo_url": None, "colors": {"primary": "#4f46e5"}})
    made = (staff.call("POST", "/api/tags", json={"name": name, "color": color}) for name, color in TAGS)
    tags = {tag["name"]: tag["id"] for tag in made}
    campaign = staff.call("POST", "/api/campaigns", json={"name": "Summer 2026", "crm_tags": ["summer 2026"]})
    links = {}
    for title, slug, path, names, _ in LINKS:
        body: dict[str, Any] = {
            "title": title,
            "slug": slug,
            "destination": f"{SITE}/{path}",
            "tags": [tags[name] for name in names],
            "campaign_id": campaign["id"] if "Summer" in names else None,
        }
        links[slug] = staff.call("POST", "/api/links", json=body | MORE.get(slug, {}))
    return links


def begin_workflows(settings: Settings, staff: Staff, account: Account, links: dict[str, dict[str, Any]]) -> None:
    """One link puts who clicks into a workflow of the CRM; another's clicks begin one by the CRM's own trigger."""
    flows = staff.call("GET", "/api/automations/workflows")["items"]
    chosen = {"automations": {"workflow_id": flows[-1]["id"]}}
    staff.call("PATCH", f"/api/links/{links['refer']['id']}", json=chosen)
    asked = {
        "location_id": account.location_id, "key": "link_clicked",
        "filters": [{"field": "link.id", "operator": "==", "value": links["trial"]["id"]}],
    }  # fmt: skip
    httpx.post(f"{settings.crm_api_url}/_sandbox/workflow-triggers", json=asked, timeout=10).raise_for_status()


def write(settings: Settings, hits: list[Hit]) -> None:
    """Append hits to a journal of their own, in the order of their moments."""
    journal = Journal(settings.journal_dir, settings.host_id)
    for hit in sorted(hits, key=lambda each: each.at):
        journal.append(hit)
    journal.close()
