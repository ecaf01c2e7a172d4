"""An erased contact's name leaves the clicks and does not come back, whatever their links go on naming."""

from __future__ import annotations

from pathlib import Path

from plugin.clicks.erase import digest_of, erase_contact, erased
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.recount import check

ANNA, BEN = "AnnaAnna01", "BenBenBen02"


def test_the_name_goes_and_stays_away(location: Tenant, rival: Tenant, settings: Settings, tmp_path: Path) -> None:
    tail, link, theirs = tail_of(settings, tmp_path), make_link(location), make_link(rival)
    hits = (
        a_hit(location, link, contact=ANNA, burst="aa"),
        a_hit(location, link, contact=BEN),
        a_hit(rival, theirs, contact=ANNA),
    )
    write(tmp_path / "journal", *hits, name="before")
    record_all(tail)
    for _ in range(2):
        with tenant(location.id) as db:
            erase_contact(db, ANNA)
    write(tmp_path / "journal", *hits, name="after")
    record_all(tail)
    names = "SELECT crm_contact_id FROM clicks ORDER BY 1 NULLS FIRST"
    assert [row[0] for row in rows(location, names)] == [None, None, BEN, BEN]
    assert [row[0] for row in rows(rival, names)] == [ANNA, ANNA]
    check(location)
    with tenant(location.id) as db:
        assert erased(db, [ANNA, BEN]) == {ANNA}
    with tenant(rival.id) as db:
        assert erased(db, [ANNA, BEN]) == erased(db, []) == set()


def test_what_is_kept_of_them_does_not_tell_who_they_were(location: Tenant, rival: Tenant) -> None:
    with tenant(location.id) as db:
        erase_contact(db, ANNA)
    ((digest,),) = rows(location, "SELECT digest FROM erased_contacts")
    assert bytes(digest) == digest_of(location.id, ANNA)
    assert digest_of(location.id, ANNA) != digest_of(rival.id, ANNA)
    assert len(digest) == 32
    assert rows(rival, "SELECT * FROM erased_contacts") == []
