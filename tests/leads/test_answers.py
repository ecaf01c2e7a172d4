"""What a visitor's answers are worth: each kind of question with good and bad ones."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.leads.form import Answers, consent_name, read_answers, trap_name
from plugin.links.parts import LeadForm


def form(*fields: tuple[str, str, bool], consent: str | None = None) -> LeadForm:
    made = [{"name": name, "label": name, "kind": kind, "required": required} for name, kind, required in fields]
    return msgspec.convert({"headline": "Hello", "fields": made, "consent_text": consent}, LeadForm)


def faults(answers: Answers) -> dict[str, str]:
    return {name: fault.kind for name, fault in answers.faults.items()}


EMAIL = form(("email", "email", True))
PHONE = form(("phone", "phone", True))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jo@mail.example", "jo@mail.example"),
        ("  Jo.Doe+x@MAIL.example ", "Jo.Doe+x@mail.example"),
        ("jörg@exämple.de", "jörg@exämple.de"),
    ],
)
def test_an_email_address_is_kept_in_its_one_spelling(typed: str, kept: str) -> None:
    answers = read_answers(EMAIL, {"email": typed}, None)
    assert (answers.email, answers.faults) == (kept, {})


@pytest.mark.parametrize(
    "typed", ["jo", "jo@", "@mail.example", "jo@mail", "a b@mail.example", "jo@mail..example", "x" * 400]
)
def test_what_is_no_email_address_is_told(typed: str) -> None:
    answers = read_answers(EMAIL, {"email": typed}, None)
    assert (faults(answers), answers.email) == ({"email": "email"}, None)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("(202) 555-0143", "US", "+12025550143"),
        ("0171 1234567", "DE", "+491711234567"),
        ("+49 171 1234567", "US", "+491711234567"),
        ("+49 171 1234567", None, "+491711234567"),
    ],
)
def test_a_phone_number_is_read_as_one_of_the_visitors_country(typed: str, country: str | None, kept: str) -> None:
    answers = read_answers(PHONE, {"phone": typed}, country)
    assert (answers.phone, answers.faults) == (kept, {})


@pytest.mark.parametrize(
    ("typed", "country"), [("0171 1234567", None), ("12", "US"), ("call me", "US"), ("1" * 300, "US")]
)
def test_what_is_no_phone_number_is_told(typed: str, country: str | None) -> None:
    assert faults(read_answers(PHONE, {"phone": typed}, country)) == {"phone": "phone"}


def test_only_required_questions_must_be_answered() -> None:
    asked = form(("first", "name", True), ("phone", "phone", False), ("goal", "text", True))
    answers = read_answers(asked, {"first": "  ", "phone": ""}, "US")
    assert faults(answers) == {"first": "blank", "goal": "blank"}


def test_too_long_an_answer_is_told_with_the_bound() -> None:
    answers = read_answers(form(("goal", "text", False)), {"goal": "x" * 501}, None)
    assert answers.faults["goal"].filled == {"most": 500}


def test_names_go_together_and_all_else_by_its_field() -> None:
    asked = form(("first", "name", True), ("last", "name", True), ("goal", "text", False), ("size", "text", False))
    answers = read_answers(asked, {"first": "Jo", "last": "Doe", "goal": "a\r\nb\0c", "other": "x"}, None)
    assert (answers.name, answers.fields) == ("Jo Doe", {"goal": "a b c"})


def test_consent_is_kept_in_the_words_that_were_agreed_to() -> None:
    asked = form(("first", "name", False), consent="I agree.")
    assert faults(read_answers(asked, {}, None)) == {"consent": "consent"}
    assert read_answers(asked, {"consent": "on"}, None).consent_text == "I agree."
    assert read_answers(form(("first", "name", False)), {"consent": "on"}, None).consent_text is None


def test_no_field_of_the_form_is_taken_for_consent_or_trap() -> None:
    asked = form(("consent", "text", False), ("website", "text", False), consent="I agree.")
    assert {consent_name(asked), trap_name(asked)} & {"consent", "website"} == set()
    answers = read_answers(asked, {"consent": "mine", "website": "https://x.example", consent_name(asked): "on"}, None)
    assert (answers.is_machine, answers.faults) == (False, {})
    assert read_answers(asked, {trap_name(asked): "x"}, None).is_machine


@given(
    st.dictionaries(st.sampled_from(["first", "email", "phone", "goal", "consent", "website"]), st.text(max_size=700))
)
def test_no_answer_makes_it_raise_and_what_is_kept_fits_the_database(posted: dict[str, str]) -> None:
    asked = form(("first", "name", True), ("email", "email", True), ("phone", "phone", False), ("goal", "text", False))
    answers = read_answers(asked, posted, "US")
    for value in (answers.name, answers.email, answers.phone, *answers.fields.values(), *answers.typed.values()):
        assert value is None or ("\0" not in value and value.encode() and len(value) <= 501) or not value
