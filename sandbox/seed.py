"""What a fresh sandbox holds: one company, three accounts, their people, contacts, fields, tags and workflows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sandbox import contacts, locations, tags, trigger_links
from sandbox.ids import new_id, stamp

if TYPE_CHECKING:
    import sqlite3

COMPANY: Final = {"id": "GNb7aIv4rQFVb9iwNl5K", "name": "Brightside Partners", "email": "office@brightside.example"}
FITNESS: Final = "yLKVZpNppIdYpah4RjNE"
PHYSIO: Final = "Qm3xT8vLr2KcWz6HsB1d"
BAKERY: Final = "p7RfEe94JwNyUaXg5CtM"
LOCATIONS: Final = (
    {"id": FITNESS, "name": "Brightside Fitness", "city": "Austin", "timezone": "America/Chicago"},
    {"id": PHYSIO, "name": "Nova Physio", "city": "Leeds", "state": "", "country": "GB", "postalCode": "LS1 4AP",
     "timezone": "Europe/London"},
    {"id": BAKERY, "name": "Golden Crust Bakery", "city": "Denver", "state": "CO", "timezone": "America/Denver"},
)  # fmt: skip
AGENCY_ADMIN: Final = "MKQJ7wOVVmNOMvrnKKKK"
ACCOUNT_ADMIN: Final = "u7Zp0QeXwN3rT5yB1sDf"
ACCOUNT_USER: Final = "hB4kS9dVnJ2mC6tYqL8a"
USERS: Final = (
    {"id": AGENCY_ADMIN, "name": "Maya Ortiz", "email": "maya@brightside.example", "type": "agency", "role": "admin",
     "locations": []},
    {"id": ACCOUNT_ADMIN, "name": "Sam Rivera", "email": "sam@fitness.example", "type": "location", "role": "admin",
     "locations": [FITNESS]},
    {"id": ACCOUNT_USER, "name": "Zoë Lindqvist", "email": "zoe@fitness.example", "type": "location", "role": "user",
     "locations": [FITNESS]},
)  # fmt: skip
CONTACTS: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    FITNESS: (
        {"id": "Jd8sKq2LmN5pRt7vXy1A", "firstName": "Jordan", "lastName": "Ellis", "email": "jordan.ellis@example.com",
         "phone": "+15125550111", "city": "Austin", "tags": ["member"]},
        {"id": "Pn3wEr6TyU9iOp2aSd4F", "firstName": "Priya", "lastName": "Nair", "email": "priya.nair@example.com",
         "phone": "+12145550122", "city": "Dallas", "tags": ["lead"]},
        {"id": "Gh5jKl8ZxC1vBn4mQw7E", "firstName": "Tom", "lastName": "Okafor", "email": "tom.okafor@example.com",
         "phone": "+15125550133"},
        {"id": "Rt6yUi9OpA2sDf5gHj8K", "firstName": "Élodie", "lastName": "Moreau", "email": "elodie@example.com"},
        {"id": "Lz1xCv4BnM7qWe0rTy3U", "firstName": "Lee", "phone": "+15125550155", "tags": ["vip", "member"]},
    ),
    PHYSIO: (
        {"id": "Ia6sDf9GhJ2kLz5xCv8B", "firstName": "Hannah", "lastName": "Wright", "email": "hannah@example.com",
         "phone": "+441134960111"},
        {"id": "Nm1qWe4RtY7uIo0pAs3D", "firstName": "Omar", "lastName": "Siddiqui", "email": "omar@example.com"},
    ),
    BAKERY: (
        {"id": "Fg6hJk9LzX2cVb5nMq8W", "firstName": "Ruth", "lastName": "Kim", "email": "ruth.kim@example.com"},
    ),
}  # fmt: skip
WORKFLOWS: Final = (
    {"id": "6c1f5a0e-3b7d-4f5e-9a53-0d1f6a7b8c01", "name": "Summer pass follow-up", "locationId": FITNESS},
    {"id": "6c1f5a0e-3b7d-4f5e-9a53-0d1f6a7b8c02", "name": "Win back", "locationId": FITNESS},
    {"id": "6c1f5a0e-3b7d-4f5e-9a53-0d1f6a7b8c03", "name": "New patient", "locationId": PHYSIO},
)
TRIGGER_LINKS: Final = {
    FITNESS: (
        {"id": "n4AriwEnFrGh3tu08W0U", "name": "Summer pass", "redirectTo": "https://fitness.example/summer-pass"},
        {"id": "b7KpQz2LxWc9Rm4TsYv1", "name": "Class timetable", "redirectTo": "https://fitness.example/timetable"},
        {"id": "c3VnJd8HgFt6Ea5XoZu0", "name": "Member area", "redirectTo": "{{custom_values.member_area}}"},
    ),
}
TAGS: Final = {FITNESS: ("member", "lead", "vip", "newsletter"), PHYSIO: ("patient",), BAKERY: ("regular",)}
FIELD: Final = {
    "id": "Wq8eRt1YuI4oPa7sDf0G", "name": "Favourite class", "fieldKey": "contact.favourite_class", "dataType": "TEXT",
    "placeholder": "", "position": 0, "locationId": FITNESS, "model": "contact",
}  # fmt: skip


def plant(db: sqlite3.Connection) -> None:
    """Fill an empty store; a store that has a company is left as it is. Tells nobody: there is no app yet."""
    if db.execute("select 1 from companies").fetchone():
        return
    db.execute("insert into companies values (?, ?)", (COMPANY["id"], json.dumps(COMPANY)))
    for location in LOCATIONS:
        locations.add(db, COMPANY["id"], location)
    for user in USERS:
        body = json.dumps({**user, "companyId": COMPANY["id"]})
        db.execute("insert into users values (?, ?, ?)", (user["id"], COMPANY["id"], body))
    _plant_accounts(db)


def _plant_accounts(db: sqlite3.Connection) -> None:
    for location_id, names in TAGS.items():
        tags.known(db, location_id, names)
    db.execute("insert into fields (id, location_id, body) values (?, ?, ?)", (FIELD["id"], FITNESS, json.dumps(FIELD)))
    for location_id, people in CONTACTS.items():
        for person in people:
            given = {name: value for name, value in person.items() if name != "id"}
            contacts.add(db, location_id, given, person["id"])
    for location_id, links in TRIGGER_LINKS.items():
        for link in links:
            trigger_links.add(db, location_id, link)
    for workflow in WORKFLOWS:
        add_workflow(db, workflow)


def add_workflow(db: sqlite3.Connection, given: dict[str, Any]) -> dict[str, Any]:
    """A published workflow of a location."""
    now = stamp()
    workflow = {"id": new_id(), "status": "published", "version": 1, "createdAt": now, "updatedAt": now, **given}
    db.execute(
        "insert into workflows (id, location_id, body) values (?, ?, ?)",
        (workflow["id"], workflow["locationId"], json.dumps(workflow)),
    )
    return workflow
