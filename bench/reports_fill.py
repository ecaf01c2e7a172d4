"""A year of clicks for two hundred accounts, one of which has a tenth of them: made in PostgreSQL, and kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text

from bench.ground import tenant as make_tenant
from plugin import db, tenancy
from plugin.clicks.partitions import pack
from plugin.clicks.rebuild import rebuild

LOCATIONS = 200
# The big account, one with as many clicks whatever the others have, a small one, and the others alike.
BIG, SAME, SMALL = 0, 1, 2
LINKS = {BIG: 5_000, SAME: 300, SMALL: 20}
SAME_CLICKS, SMALL_CLICKS = 50_000, 1_000
SLICES, DAYS = 12, 365

# Zipf: the rank of a draw from a logarithm spread evenly. A visitor of an account comes again, some of them often.
WORDS = (
    """INSERT INTO links (location_id, id, domain_id, slug, destination)
    SELECT :home, :home * 100000 + n, id, 'bench-' || :home || '-' || n, 'https://destination.example/' || n
    FROM domains, generate_series(1, :links) AS n WHERE is_default""",
    """INSERT INTO agents SELECT :home, n, md5('agent' || n)::uuid, (ARRAY['mobile', 'desktop', 'tablet'])[1 + n % 3],
        (ARRAY['iOS', 'Android', 'Windows', 'macOS', 'Linux'])[1 + n % 5], (n % 17)::text,
        (ARRAY['Safari', 'Chrome', 'Firefox', 'Edge', 'Samsung Internet', 'Opera'])[1 + n % 6], (100 + n % 40)::text,
        (ARRAY['en-US', 'en-GB', 'de', 'fr', 'es', 'pt-BR', 'hi', 'ja'])[1 + n % 8]
    FROM generate_series(1, 1500) AS n""",
    """INSERT INTO places SELECT :home, n, md5('place' || n)::uuid, chr(65 + n % 60 / 8) || chr(65 + n % 8),
        'R' || n % 300, 'City ' || n FROM generate_series(1, 3000) AS n""",
    """INSERT INTO origins SELECT :home, n, md5('origin' || n)::uuid, 'source ' || n % 40,
        'site' || n % 90 || '.example', CASE WHEN n % 3 = 0 THEN 'source ' || n % 40 END,
        CASE WHEN n % 3 = 0 THEN 'medium ' || n % 4 END, CASE WHEN n % 3 = 0 THEN 'campaign ' || n % 25 END
    FROM generate_series(1, 200) AS n""",
    """INSERT INTO targets SELECT :home, n, md5('target' || n)::uuid, 'https://destination.example/' || n
        FROM generate_series(1, :links) AS n""",
    "INSERT INTO pulse VALUES (:home, :total, now())",
)
MADE = """
CREATE UNLOGGED TABLE made AS
SELECT n AS seq, location_id, {begin} + n * interval '{step} microseconds' AS at,
       location_id * 100000 + link AS link_id, link AS target, agent, place, origin, dice < 0.05 AS qr,
       hashint8extended(floor(who * who * people)::bigint, location_id) AS visitor,
       CASE WHEN odd < 0.1 THEN (ARRAY['crawler', 'preview', 'script', 'scanner'])[1 + n % 4] END AS bot,
       CASE WHEN named < 0.05 THEN 'contact' || lpad((floor(who * 5000))::text, 13, '0') END AS contact
FROM (
    SELECT n, homes.id AS location_id, greatest(1, homes.clicks / 2) AS people, random() AS who, random() AS dice,
           random() AS odd, random() AS named, exp(random() * ln(homes.links))::int AS link,
           exp(random() * ln(1500))::int AS agent, exp(random() * ln(3000))::int AS place,
           exp(random() * ln(200))::int AS origin
    FROM (SELECT n, CASE WHEN n % ({total} / {same}) = 0 THEN 1 WHEN n % ({total} / {small}) = 1 THEN 2
                         WHEN random() < 0.1 THEN 0 ELSE 3 + floor(random() * ({locations} - 3))::int END AS home
          FROM generate_series(1, {total}) AS n OFFSET 0) AS drawn
    JOIN unnest(ARRAY{ids}, ARRAY{clicks}, ARRAY{links}) WITH ORDINALITY AS homes (id, clicks, links, number)
        ON homes.number = drawn.home + 1
) AS drawn
"""
FIRSTS = """
CREATE UNLOGGED TABLE firsts AS
SELECT min(seq) AS seq FROM made WHERE bot IS NULL GROUP BY location_id, link_id, visitor
"""
STORE = """
INSERT INTO clicks (location_id, at, seq, link_id, visitor, agent_id, place_id, origin_id, target_id, first, qr,
    outcome, bot, crm_contact_id)
SELECT location_id, at, seq, link_id, visitor, agent, place, origin, target, firsts.seq IS NOT NULL, qr,
    'sent', bot, contact
FROM made LEFT JOIN firsts USING (seq)
WHERE seq > :after AND seq <= :until ORDER BY seq
"""


def fill(folder: Path, total: int) -> list[int]:
    """The accounts' ids, with `total` clicks between them; what an earlier call has done is not done again."""
    kept = folder / "steps.json"
    done: dict[str, list[int]] = json.loads(kept.read_text()) if kept.exists() else {}

    def step(name: str, work: Callable[[], list[int]]) -> list[int]:
        if name not in done:
            began = time.monotonic()
            done[name] = work()
            kept.write_text(json.dumps(done))
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
        return done[name]

    ids = step("accounts", lambda: [make_tenant() for _ in range(LOCATIONS)])
    step("words", lambda: words(ids, total))
    step("clicks drawn", lambda: draw(ids, total))
    for number in range(SLICES):
        step(f"clicks stored {number + 1}/{SLICES}", partial(store, number, total))
    step("indexes packed", packed)
    step("counted", lambda: [rebuild(each) for each in ids])
    step("tidied", tidy)
    return ids


def links_of(number: int) -> int:
    """How many links the account of this place in the list has."""
    return LINKS.get(number, 200)


def clicks_of(number: int, total: int) -> int:
    """About how many clicks it has."""
    return {BIG: total // 10, SAME: SAME_CLICKS, SMALL: SMALL_CLICKS}.get(number, total * 9 // 10 // (LOCATIONS - 3))


def words(ids: list[int], total: int) -> list[int]:
    """Links, dictionaries and pulse of each account."""
    for number, home in enumerate(ids):
        with tenancy.tenant(home) as session:
            for sql in WORDS:
                session.execute(text(sql), {"home": home, "links": links_of(number), "total": total})
    return []


def draw(ids: list[int], total: int) -> list[int]:
    """All clicks in a table of their own, in the order of time, and which of them are firsts."""
    begin = datetime.now(UTC) - timedelta(days=DAYS)
    numbers = range(LOCATIONS)
    sql = MADE.format(
        begin=f"timestamptz '{begin.isoformat()}'", step=DAYS * 86_400_000_000 // total, total=total, same=SAME_CLICKS,
        small=SMALL_CLICKS, locations=LOCATIONS, ids=ids, clicks=[clicks_of(each, total) for each in numbers],
        links=[links_of(each) for each in numbers],
    )  # fmt: skip
    with tenancy.unscoped("owner", "bench: draw clicks") as session:
        session.execute(text("SET LOCAL work_mem = '256MB'"))
        for statement in ("DROP TABLE IF EXISTS made, firsts", "SELECT setseed(0.5)", sql, FIRSTS,
                          "CREATE INDEX ON made (seq)", "CREATE UNIQUE INDEX ON firsts (seq)", "ANALYZE made, firsts",
                          "GRANT SELECT ON made, firsts TO smartlinks_recorder"):  # fmt: skip
            session.execute(text(statement))
    return []


def store(number: int, total: int) -> list[int]:
    """One slice of them into the product's table, as its indexes take them; safe to repeat after an interruption."""
    with tenancy.unscoped("recorder", "bench: store clicks") as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text(STORE), {"after": total * number // SLICES, "until": total * (number + 1) // SLICES})
    return []


def packed() -> list[int]:
    """Do what is done at the end of each month."""
    pack(db.engine(db.OWNER), datetime.now(UTC).date())
    return []


def tidy() -> list[int]:
    """What autovacuum would have done by and by."""
    with tenancy.unscoped("owner", "bench: drop the draft") as session:
        session.execute(text("DROP TABLE made, firsts"))
    with db.engine(db.OWNER).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))
    return []
