"""Reports: narrow clicks beside small dictionaries, one index that answers for them, and roll-ups in every zone."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

# What repeats is written once a location: `digest` stands for the values, `id` is what a click carries.
DICTIONARIES = {
    "agents": "device text, system text, system_version text, browser text, browser_version text, language text",
    "places": "country text, region text, city text",
    "origins": "source text, referrer_host text, utm_source text, utm_medium text, utm_campaign text, utm_term text, "
    "utm_content text",
    "targets": "destination text, rule integer, variant text",
}
DICTIONARY = """
CREATE TABLE {name} (
    location_id bigint NOT NULL,
    id integer NOT NULL,
    digest uuid NOT NULL,
    {columns},
    PRIMARY KEY (location_id, id),
    UNIQUE (location_id, digest)
)
"""
# Eight bytes before four before one: nothing is lost between them. `human` follows `bot`, which an index would have to
# carry with all its text.
CLICKS = """
CREATE TABLE clicks (
    location_id bigint NOT NULL,
    at timestamptz NOT NULL,
    seq bigint NOT NULL,
    link_id bigint NOT NULL,
    visitor bigint NOT NULL,
    agent_id integer NOT NULL,
    place_id integer NOT NULL,
    origin_id integer NOT NULL,
    target_id integer NOT NULL,
    first boolean NOT NULL DEFAULT false,
    qr boolean NOT NULL DEFAULT false,
    human boolean NOT NULL GENERATED ALWAYS AS (bot IS NULL) STORED,
    outcome text NOT NULL,
    bot text,
    crm_contact_id text,
    PRIMARY KEY (location_id, at, seq)
) PARTITION BY RANGE (at)
"""
# The first answers whatever is asked of a link's or an account's clicks without reading a row of them, the second the
# same of contacts' clicks.
INDEXES = """
CREATE INDEX clicks_told_idx ON clicks (location_id, link_id, at)
    INCLUDE (visitor, agent_id, place_id, origin_id, target_id, human, first, qr) WHERE outcome = 'sent';
CREATE INDEX clicks_contact_idx ON clicks (location_id, crm_contact_id, at)
    INCLUDE (link_id, agent_id, place_id, origin_id, target_id, human, qr, outcome) WHERE crm_contact_id IS NOT NULL
"""
# A click with its words, for whoever reads it: security_invoker keeps the reader's own walls.
WORDS = """
CREATE VIEW clicks_in_words WITH (security_invoker = true) AS
SELECT clicks.location_id, clicks.at, clicks.seq, clicks.link_id, clicks.visitor, clicks.outcome, clicks.bot,
       clicks.human, clicks.first, clicks.qr, agents.device, agents.system, agents.system_version, agents.browser,
       agents.browser_version, agents.language, places.country, places.region, places.city, origins.source,
       origins.referrer_host, origins.utm_source, origins.utm_medium, origins.utm_campaign, origins.utm_term,
       origins.utm_content, targets.destination, targets.rule, targets.variant, clicks.crm_contact_id
FROM clicks
JOIN agents ON agents.location_id = clicks.location_id AND agents.id = clicks.agent_id
JOIN places ON places.location_id = clicks.location_id AND places.id = clicks.place_id
JOIN origins ON origins.location_id = clicks.location_id AND origins.id = clicks.origin_id
JOIN targets ON targets.location_id = clicks.location_id AND targets.id = clicks.target_id
"""
# Every zone that is in use is a whole number of quarters of an hour away from UTC.
ROLLUPS = """
CREATE TABLE clicks_by_quarter (
    location_id bigint NOT NULL,
    quarter timestamptz NOT NULL,
    clicks integer NOT NULL DEFAULT 0,
    firsts integer NOT NULL DEFAULT 0,
    bots integer NOT NULL DEFAULT 0,
    scans integer NOT NULL DEFAULT 0,
    changed bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (location_id, quarter)
);
CREATE TABLE clicks_by_part_month (
    location_id bigint NOT NULL,
    part text NOT NULL CHECK (part IN ('link', 'agent', 'place', 'origin', 'target')),
    month date NOT NULL,
    id bigint NOT NULL,
    clicks integer NOT NULL DEFAULT 0,
    bots integer NOT NULL DEFAULT 0,
    PRIMARY KEY (location_id, part, month, id)
);
CREATE TABLE bots_by_day (
    location_id bigint NOT NULL,
    day date NOT NULL,
    bot text NOT NULL,
    hits integer NOT NULL DEFAULT 0,
    PRIMARY KEY (location_id, day, bot)
)
"""
KEY = "('x' || left(md5(visitor), 16))::bit(64)::bigint"
# What was there before is kept: the old rows stand aside, are read once into the new ones, and go.
STAND_ASIDE = """
DROP INDEX clicks_link_idx, clicks_contact_idx;
ALTER TABLE clicks RENAME TO clicks_wide;
ALTER INDEX clicks_pkey RENAME TO clicks_wide_pkey;
ALTER TABLE clicks_wide NO FORCE ROW LEVEL SECURITY;
ALTER TABLE first_seen NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE part record;
BEGIN
    FOR part IN SELECT inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'clicks_wide'::regclass LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', part.name);
        EXECUTE format('ALTER TABLE %s RENAME TO %s', part.name, replace(part.name::text, 'clicks_', 'wide_'));
    END LOOP;
END $$;
DROP TABLE clicks_by_hour, clicks_by_dimension_day, clicks_by_link_day
"""
PARTITIONS = """
DO $$
DECLARE part record;
BEGIN
    FOR part IN SELECT relname, pg_get_expr(relpartbound, oid) AS bound
        FROM pg_class JOIN pg_inherits ON inhrelid = oid WHERE inhparent = 'clicks_wide'::regclass
    LOOP
        EXECUTE format('CREATE TABLE %s PARTITION OF clicks %s', replace(part.relname, 'wide_', 'clicks_'), part.bound);
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', replace(part.relname, 'wide_', 'clicks_'));
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', replace(part.relname, 'wide_', 'clicks_'));
    END LOOP;
END $$
"""
NEW = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "rule", "variant")
DEFINE = """
INSERT INTO {name} (location_id, id, digest, {columns})
SELECT location_id, row_number() OVER (PARTITION BY location_id), md5(row({columns})::text)::uuid, {columns}
FROM (SELECT DISTINCT location_id, {values} FROM clicks_wide) AS known
"""
MOVE = f"""
INSERT INTO clicks (location_id, at, seq, link_id, visitor, agent_id, place_id, origin_id, target_id, first, qr,
    outcome, bot, crm_contact_id)
SELECT wide.location_id, at, seq, link_id, {KEY}, agents.id, places.id, origins.id, targets.id, first, qr, outcome,
    bot, crm_contact_id
FROM clicks_wide AS wide
JOIN agents ON agents.location_id = wide.location_id AND agents.digest = md5(row(wide.device, wide.system,
    wide.system_version, wide.browser, wide.browser_version, wide.language)::text)::uuid
JOIN places ON places.location_id = wide.location_id
    AND places.digest = md5(row(wide.country, wide.region, wide.city)::text)::uuid
JOIN origins ON origins.location_id = wide.location_id AND origins.digest = md5(row(wide.source, wide.referrer_host,
    NULL::text, NULL::text, NULL::text, NULL::text, NULL::text)::text)::uuid
JOIN targets ON targets.location_id = wide.location_id
    AND targets.digest = md5(row(wide.destination, NULL::integer, NULL::text)::text)::uuid;
DROP TABLE clicks_wide
"""  # noqa: S608 - our own text
COUNTED = "count(*) FILTER (WHERE human), count(*) FILTER (WHERE first), count(*) FILTER (WHERE NOT human), "
COUNTED += "count(*) FILTER (WHERE human AND qr)"
COUNT = f"""
INSERT INTO clicks_by_quarter
SELECT location_id, date_bin('15 minutes', at, timestamptz '2000-01-01 00:00+00'), {COUNTED}
FROM clicks WHERE outcome = 'sent' GROUP BY 1, 2;
INSERT INTO clicks_by_part_month
SELECT location_id, part, date_trunc('month', at AT TIME ZONE 'UTC')::date, id, count(*) FILTER (WHERE human),
    count(*) FILTER (WHERE NOT human)
FROM clicks, LATERAL (VALUES ('link', link_id), ('agent', agent_id), ('place', place_id), ('origin', origin_id),
    ('target', target_id)) AS each (part, id)
WHERE outcome = 'sent' GROUP BY 1, 2, 3, 4;
INSERT INTO bots_by_day
SELECT location_id, (at AT TIME ZONE 'UTC')::date, bot, count(*) FROM clicks
WHERE outcome = 'sent' AND bot IS NOT NULL GROUP BY 1, 2, 3;
ALTER TABLE link_totals ADD COLUMN scans bigint NOT NULL DEFAULT 0;
ALTER TABLE link_totals NO FORCE ROW LEVEL SECURITY;
UPDATE link_totals SET scans = counted.scans FROM (
    SELECT location_id, link_id, count(*) AS scans FROM clicks WHERE outcome = 'sent' AND human AND qr GROUP BY 1, 2
) AS counted
WHERE link_totals.location_id = counted.location_id AND link_totals.link_id = counted.link_id;
ALTER TABLE link_totals FORCE ROW LEVEL SECURITY
"""  # noqa: S608 - our own text
# Sixteen bytes of a keyed hash were more than a number of visitors asks for; eight are compared and sorted as one.
VISITORS = f"""
ALTER TABLE first_seen ALTER COLUMN visitor TYPE bigint USING {KEY};
TRUNCATE bursts;
ALTER TABLE bursts ALTER COLUMN visitor TYPE bigint USING 0
"""
TENANT_TABLES = (
    *DICTIONARIES, "clicks", "clicks_by_quarter", "clicks_by_part_month", "bots_by_day",
)  # fmt: skip
COUNTERS = ("clicks_by_quarter", "clicks_by_part_month", "bots_by_day")
RECORDER = {
    "clicks": ("SELECT", "INSERT", "UPDATE"),
    **dict.fromkeys(DICTIONARIES, ("SELECT", "INSERT")),
    **dict.fromkeys(COUNTERS, ("SELECT", "INSERT", "UPDATE")),
}


def upgrade() -> None:
    """Make the new, carry over what there was, wall it."""
    op.execute(STAND_ASIDE)
    for name, columns in DICTIONARIES.items():
        op.execute(DICTIONARY.format(name=name, columns=columns))
    for sql in (CLICKS, PARTITIONS, ROLLUPS):
        op.execute(sql)
    for table, columns in DICTIONARIES.items():
        kinds = dict(column.split() for column in columns.split(", "))
        # What the wide rows did not have is unknown of them.
        values = [f"NULL::{kinds[name]} AS {name}" if name in NEW else name for name in kinds]
        op.execute(DEFINE.format(name=table, columns=", ".join(kinds), values=", ".join(values)))
    for sql in (MOVE, COUNT, VISITORS, INDEXES, WORDS):
        op.execute(sql)
    op.execute("ALTER TABLE first_seen FORCE ROW LEVEL SECURITY")
    for table in TENANT_TABLES:
        wall(table)
    for table, privileges in RECORDER.items():
        allow(table, privileges)
    op.execute("GRANT SELECT ON clicks_in_words TO smartlinks_app, smartlinks_recorder")
    # What a company's session sees of its accounts, as before by the hour.
    op.execute("GRANT SELECT ON clicks_by_quarter TO smartlinks_company")
    op.execute(
        "CREATE POLICY company ON clicks_by_quarter FOR SELECT TO smartlinks_company "
        "USING (location_id IN (SELECT id FROM locations WHERE company_id = smartlinks_company()))"
    )


def wall(table: str) -> None:
    """Row-level security, forced; the dictionaries of a tenant are its own too."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY tenant ON {table} TO smartlinks_app "
        "USING (location_id = smartlinks_location()) WITH CHECK (location_id = smartlinks_location())"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO smartlinks_app")


def allow(table: str, privileges: tuple[str, ...]) -> None:
    """What the recorder may do with all tenants' rows."""
    for privilege in privileges:
        op.execute(f"GRANT {privilege} ON {table} TO smartlinks_recorder")
        using = "" if privilege == "INSERT" else "USING (true)"
        check = "" if privilege == "SELECT" else "WITH CHECK (true)"
        name, role = f"recorder_{privilege.lower()}", "smartlinks_recorder"
        op.execute(f"CREATE POLICY {name} ON {table} FOR {privilege} TO {role} {using} {check}")
