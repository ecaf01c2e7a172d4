"""The words of visitors' pages: every language says everything, and each visitor gets the one they read best."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.clicks.words import LANGUAGES, words_for

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "plugin/clicks/templates/clicks"
KINDS = {path.stem for path in TEMPLATES.glob("*.html")} - {"page", "form", "fault", "preview"}


def filled(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(words) if name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything_and_fills_in_the_same(lang: str) -> None:
    english, table = LANGUAGES["en"], LANGUAGES[lang]
    assert list(table) == list(english)
    for name, words in table.items():
        assert words.strip() == words != "", name
        assert filled(words) == filled(english[name]), name
    assert len(table["months"].split()) == 12


def test_no_language_but_english_is_english() -> None:
    sentences = [name for name, words in LANGUAGES["en"].items() if words.count(" ") > 3 and "UTC" not in words]
    for lang in set(LANGUAGES) - {"en"}:
        assert not [name for name in sentences if LANGUAGES[lang][name] == LANGUAGES["en"][name]]


def test_every_page_has_a_title_and_no_template_says_a_word_itself() -> None:
    assert len(KINDS) >= 14
    for kind in KINDS:
        assert f"{kind}.title" in LANGUAGES["en"]
    for path in TEMPLATES.glob("*.html"):
        source = re.sub(r"(?s)<(style|script).*?</\1>|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text())
        if path.stem not in {"form", "preview"}:
            assert not re.search(r"[A-Za-z]{2,}", source.replace("·", "")), path


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl, fr;q=0.3, es;q=0.7", "es"),
        ("pt-BR", "pt"),
        ("EN-us;q=0.1, FR;q=0.2", "fr"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("zh-CN,zh;q=0.9", "en"),
        ("*", "en"),
        ("de;q=abc, ;;;,,,", "en"),
    ],
)
def test_the_language_is_the_one_that_the_browser_prefers(header: str, lang: str) -> None:
    assert words_for(header).lang == lang


@given(st.text(max_size=300))
def test_no_header_makes_it_raise(header: str) -> None:
    assert words_for(header).lang in LANGUAGES


def test_dates_are_in_words() -> None:
    at = 1_783_501_200.0
    assert {lang: words_for(lang).date(at) for lang in LANGUAGES} == {
        "en": "July 8, 2026",
        "es": "8 de julio de 2026",
        "pt": "8 de julho de 2026",
        "de": "8. Juli 2026",
        "fr": "8 juillet 2026",
    }
    assert words_for("en").moment(at) == "July 8, 2026, 09:00 UTC"


def test_every_word_that_pages_ask_for_is_there_and_none_too_many() -> None:
    asked = set()
    for path in (*TEMPLATES.glob("*.html"), *(ROOT / "plugin/clicks").glob("*.py")):
        asked |= set(re.findall(r"\bwords\(\"([a-z_.]+[a-z])\"", path.read_text()))
        asked |= {
            word
            for pair in re.findall(r"words\(\"([a-z_.]+)\" if \w+ else \"([a-z_.]+)\"", path.read_text())
            for word in pair
        }
    assert asked <= set(LANGUAGES["en"])
    spoken = asked | {f"{kind}.{part}" for kind in KINDS for part in ("title", "text")}
    faults = {"password.wrong", "password.empty", "lead.blank", "lead.email", "lead.phone", "lead.long"}
    assert set(LANGUAGES["en"]) - spoken - faults - {"date", "months", "moment"} == set()


def test_the_faults_of_answers_have_words() -> None:
    source = ast.parse((ROOT / "plugin/leads/checks.py").read_text())
    calls = [
        node for node in ast.walk(source) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault"
    ]
    kinds = {ast.literal_eval(call.args[0]) for call in calls}
    assert {f"lead.{kind}" for kind in kinds} <= set(LANGUAGES["en"])
