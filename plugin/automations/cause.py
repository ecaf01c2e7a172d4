"""Runs from their cause: made with the click's row, in the recorder's turn, or by whatever else calls for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.automations import announce
from plugin.automations.actions import ACTIONS
from plugin.automations.actions.kind import WINDOW, Action
from plugin.automations.models import Run
from plugin.clicks.record import Caused
from plugin.tenancy import location_of

SLOT_S: Final = 300
SIGNS_S: Final = 1.0  # a run waits this long after its click for signs that a machine made it
SCANNED: Final = "A mail or link scanner opened the link, not the contact."

# What a machine's click has caused ends, unless a person clicked for the same contact within the slot. A window's run
# is left: it is not due for long, and reads what then counts as clicks.
CANCEL: Final = """
UPDATE runs SET state = 'ended', reason_code = 'scanner', reason = :reason, finished_at = now()
FROM (
    SELECT DISTINCT location_id, link_id, crm_contact_id, floor(extract(epoch FROM at) / :slot_s)::bigint AS slot
    FROM taken_back WHERE crm_contact_id IS NOT NULL
) AS scanned
WHERE runs.location_id = scanned.location_id AND runs.link_id = scanned.link_id
    AND runs.crm_contact_id = scanned.crm_contact_id AND runs.slot = scanned.slot AND runs.state = 'waiting'
    AND NOT EXISTS (
        SELECT FROM clicks
        WHERE clicks.location_id = scanned.location_id AND clicks.link_id = scanned.link_id
            AND clicks.at >= to_timestamp(scanned.slot * :slot_s)
            AND clicks.at < to_timestamp((scanned.slot + 1) * :slot_s)
            AND clicks.crm_contact_id = scanned.crm_contact_id AND clicks.outcome = 'sent' AND clicks.bot IS NULL
    )
"""
# Only people who were sent on cause anything.
CLICKED: Final = """
WITH clicked AS (
    SELECT * FROM hits WHERE outcome = 'sent' AND bot IS NULL AND crm_contact_id IS NOT NULL
), caused AS ({caused})
"""
INSERT: Final = "INSERT INTO runs (location_id, kind, link_id, crm_contact_id, subject, slot, payload, next_at)"
NOW: Final = "extract(epoch FROM now())"
AFTER_SIGNS: Final = "now() + make_interval(secs => greatest(0, least({signs_s}, at + {signs_s} - {now})))"
# Also what a machine had caused before and was ended for it wakes again.
EACH: Final = f"""
{CLICKED}{INSERT}
SELECT DISTINCT ON (location_id, link_id, crm_contact_id, subject, slot)
       location_id, '{{kind}}', link_id, crm_contact_id, subject, floor(at / {{slot_s}})::bigint AS slot, payload,
       {AFTER_SIGNS}
FROM caused
ORDER BY location_id, link_id, crm_contact_id, subject, slot, at
ON CONFLICT (location_id, crm_contact_id, kind, link_id, subject, slot) DO UPDATE
    SET state = 'waiting', reason_code = NULL, reason = NULL, finished_at = NULL, next_at = excluded.next_at
    WHERE runs.state = 'ended' AND runs.reason_code = 'scanner'
RETURNING location_id, id, extract(epoch FROM next_at - now())::float8 AS wait
"""  # noqa: S608 - the pieces are ours, from above and from the kinds of action
# A window begins with the first click that none covers, and covers those to come while its run has not begun. The lock
# has a worker pass by the runs that cover clicks of this batch until these are there to be seen. The slot is the
# window's first moment in ms. Within a batch, windows follow its first click without a gap, so that none overlaps
# another.
WINDOWS: Final = f"""
{CLICKED}, covering AS MATERIALIZED (
    SELECT location_id, crm_contact_id, subject, (payload->>'since')::float8 AS since,
        (payload->>'until')::float8 AS until
    FROM runs
    WHERE kind = '{{kind}}' AND state = 'waiting' AND attempts = 0
        AND (location_id, crm_contact_id) IN (SELECT location_id, crm_contact_id FROM caused)
    FOR SHARE
), fresh AS (
    SELECT caused.*, coalesce(switches.window_s, {{slot_s}}) AS window_s
    FROM caused LEFT JOIN switches USING (location_id)
    WHERE NOT EXISTS (
        SELECT FROM covering
        WHERE covering.location_id = caused.location_id AND covering.crm_contact_id = caused.crm_contact_id
            AND covering.subject = caused.subject AND caused.at >= covering.since AND caused.at < covering.until
    )
), opened AS (
    SELECT fresh.*, floor((at - first_at) / window_s) AS turn
    FROM (SELECT fresh.*, min(at) OVER (PARTITION BY location_id, crm_contact_id, subject) AS first_at FROM fresh)
        AS fresh
)
{INSERT}
SELECT DISTINCT ON (location_id, crm_contact_id, subject, turn)
       location_id, '{{kind}}', 0, crm_contact_id, subject, floor(at * 1000)::bigint,
       payload || jsonb_build_object('since', at, 'until', first_at + (turn + 1) * window_s),
       greatest(to_timestamp(first_at + (turn + 1) * window_s), {AFTER_SIGNS})
FROM opened
ORDER BY location_id, crm_contact_id, subject, turn, at
ON CONFLICT DO NOTHING
RETURNING location_id, id, extract(epoch FROM next_at - now())::float8 AS wait
"""  # noqa: S608 - as above


def cause(db: Session) -> list[Caused]:
    """End the runs of clicks in `taken_back` and make those that the batch in `hits` causes, in the recorder's turn."""
    db.execute(text(CANCEL), {"reason": SCANNED, "slot_s": SLOT_S})
    made = [Caused(*row) for action in ACTIONS for row in db.execute(text(_statement(action)))]
    return made + announce.limits(db, SIGNS_S)


def _statement(action: Action) -> str:
    values = {"kind": action.kind, "caused": action.caused, "slot_s": SLOT_S, "signs_s": SIGNS_S, "now": NOW}
    return (WINDOWS if action.pace == WINDOW else EACH).format(**values)


def make(  # noqa: PLR0913 - what tells a run from every other
    db: Session, kind: str, *, link_id: int, contact_id: str, slot: int, subject: str = "",
    payload: Mapping[str, Any] | None = None,
) -> int | None:  # fmt: skip
    """A run that something other than a click calls for, due at once; its id, or None where it was made before.

    `slot` with the other names tells it from any other: a lead's id, say. `contact_id` is empty where none is known.
    """
    values = {
        "location_id": location_of(db), "kind": kind, "link_id": link_id, "crm_contact_id": contact_id,
        "subject": subject, "slot": slot, "payload": dict(payload or {}),
    }  # fmt: skip
    return db.scalar(insert(Run).values(**values).on_conflict_do_nothing().returning(Run.id))
