"""The words of visitors' pages: one table a language, chosen by what a browser says it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from plugin.clicks.words import english, french, german, portuguese, spanish
from plugin.routing.languages import ranked

LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": english.WORDS,
    "es": spanish.WORDS,
    "pt": portuguese.WORDS,
    "de": german.WORDS,
    "fr": french.WORDS,
}
DEFAULT: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, `lang` as HTML names it."""

    lang: str
    table: Mapping[str, str]

    def __call__(self, name: str, **filled: object) -> str:
        """The words of that name, with these filled in."""
        # Typed with the apostrophe of keyboards, shown with that of print.
        words = self.table[name].replace("'", "\u2019")
        return words.format(**filled) if filled else words

    def date(self, at: float) -> str:
        """The day of a moment in Unix seconds, in UTC, in words."""
        day = datetime.fromtimestamp(at, UTC)
        month = self.table["months"].split()[day.month - 1]
        return self("date", day=day.day, month=month, year=day.year)

    def moment(self, at: float) -> str:
        """A moment in Unix seconds, to the minute, in UTC, in words."""
        return self("moment", date=self.date(at), time=f"{datetime.fromtimestamp(at, UTC):%H:%M}")


@lru_cache(maxsize=1024)
def words_for(accept_language: str) -> Words:
    """The words for whoever sent this Accept-Language: of the languages we speak the one they want most, or English."""
    spoken = (tag.partition("-")[0] for tag in ranked(accept_language))
    lang = next((language for language in spoken if language in LANGUAGES), DEFAULT)
    return Words(lang, LANGUAGES[lang])
