"""What the form before a link does with what it was sent: a lead is kept before its visitor goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from flask import Response

from plugin import db
from plugin.clicks import cookies, known
from plugin.clicks.decide import Page
from plugin.clicks.gated import Asking, Opened
from plugin.clicks.gates import lead
from plugin.clicks.seats import seated
from plugin.clicks.show import show
from plugin.clicks.showing import Showing
from plugin.contacts.tokens import token_of_lead
from plugin.jobs import later
from plugin.leads.form import Answers, consent_name, read_answers, trap_name
from plugin.leads.verbs import capture
from plugin.links.parts import LeadForm
from plugin.rates import Rate, neighbours
from plugin.tenancy import tenant

# A hall of people who scan one poster shares one address; a machine that fills in forms is faster.
SENT: Final = Rate("lead", 60, 600)
MANY: Final = Page("many", lead.outcome, 429)
FAULTS: Final = Page(lead.kind, lead.outcome, 422)


@seated(lead.outcome)
def open_lead(asking: Asking, posted: Mapping[str, str]) -> Opened:
    """Keep the lead and let its visitor on, or say what is wrong with the answers."""
    live, asked = asking.found.live, asking.asked
    if live.lead_form is None:
        return Opened(asked.passes)
    wait_s = SENT.take(live.link_id, neighbours(asked.visitor.address))
    if wait_s:
        return Opened(asked.passes, page=MANY, shown={"retry_s": wait_s})
    answers = read_answers(live.lead_form, posted, asked.place.country)
    if answers.is_machine:
        return Opened(asked.passes)
    if answers.faults:
        return Opened(asked.passes, page=FAULTS, shown=shown(live.lead_form, answers))
    with tenant(live.location_id) as session:
        lead_id = capture(session, live.link_id, asked.key, answers, datetime.now(UTC))
        token = token_of_lead(session, live.link_id, lead_id)
        later(session, "push_lead", location_id=live.location_id, lead_id=lead_id)
    kept = cookies.set_cookie(cookies.LEFT, cookies.left(live.link_id, db.settings().secret_key), live.slug)
    return Opened(asked.passes._replace(left=True), (known.set_cookie(token, asking.found.terms.secret), kept))


def show_lead(showing: Showing) -> Response:
    """The form's page: empty, or with the answers that are to be mended."""
    form = showing.live.lead_form if showing.live else None
    empty = shown(form, Answers()) if form else {}
    return show(showing.page.kind, showing.page.status, showing.brand, **{**empty, **showing.told})


def shown(form: LeadForm, answers: Answers) -> dict[str, object]:
    """What the form's page needs."""
    names = {"consent": consent_name(form), "trap": trap_name(form)}
    return {"form": form, "typed": answers.typed, "faults": answers.faults, **names}
