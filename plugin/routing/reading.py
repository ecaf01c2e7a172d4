"""Reading JSON of unknown shape: what is fit comes back typed, all else is Invalid at its exact path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from plugin.errors import Invalid
from plugin.fields import UNFIT

MOST_VALUES: Final = 250
LONGEST_TEXT: Final = 255
LONGEST_NAME: Final = 40
LONGEST_DESTINATION: Final = 2_048

# Takes a text and its path; gives it in the form to keep, or raises Invalid.
Check = Callable[[str, str], str]


def table(raw: Any, at: str, names: Iterable[str]) -> Mapping[str, Any]:
    """A JSON object that has no other fields than `names`."""
    if not isinstance(raw, Mapping):
        raise Invalid(at, "Give an object here.", code="not_an_object")
    known = (*names,)
    for name in raw:
        if name not in known:
            shown = UNFIT.sub("", str(name))[:LONGEST_NAME]
            raise Invalid(f"{at}.{shown}", f"Leave this out; known here: {', '.join(known)}.", code="field_unknown")
    return raw


def array(raw: Any, at: str, most: int, code: str, noun: str) -> list[Any]:
    """A JSON array of at most `most` items; beyond that Invalid `code`, which calls them `noun`."""
    if not isinstance(raw, list | tuple):
        raise Invalid(at, f"Give a list of {noun} here.", code="not_a_list")
    if len(raw) > most:
        raise Invalid(at, f"Use at most {most:,} {noun}; these are {len(raw):,}.", code=code, most=most)
    return [*raw]


def text(raw: Any, at: str, longest: int = LONGEST_TEXT) -> str:
    """One line of text, trimmed, not blank, without control characters."""
    if not isinstance(raw, str):
        raise Invalid(at, "Give a text here.", code="not_a_text")
    if len(raw) > longest:
        raise Invalid(at, f"Use at most {longest:,} characters.", code="too_long", most=longest)
    if UNFIT.search(raw):
        raise Invalid(at, "Leave out control characters and line breaks.", code="unfit_characters")
    if not raw.strip():
        raise Invalid(at, "Give at least one character.", code="blank")
    return raw.strip()


def plain(value: str, at: str) -> str:  # noqa: ARG001 - a Check that has nothing to object to
    """Any text, as it is."""
    return value


def texts(
    raw: Mapping[str, Any], name: str, at: str, check: Check = plain, *, required: bool = True
) -> tuple[str, ...]:
    """The texts of a field in the user's order, each checked, repeats left out; `()` for an absent optional field."""
    if not required and raw.get(name) in (None, [], ()):
        return ()
    at = f"{at}.{name}"
    given = array(raw.get(name, ()), at, MOST_VALUES, "too_many_values", "values")
    if not given:
        raise Invalid(at, "Give at least one value.", code="no_values")
    paths = (f"{at}[{number}]" for number in range(len(given)))
    return (*dict.fromkeys(check(text(one, path), path) for one, path in zip(given, paths, strict=False)),)


def optional_text(raw: Mapping[str, Any], name: str, at: str, check: Check = plain) -> str | None:
    """The text of a field, checked; None where it is absent or null."""
    given = raw.get(name)
    path = f"{at}.{name}"
    return None if given is None else check(text(given, path), path)


def one_of(choices: Iterable[str]) -> Check:
    """A check that takes each of `choices` whatever its case, and gives it as it is written there."""
    spelled = {choice.casefold(): choice for choice in choices}

    def check(value: str, at: str) -> str:
        found = spelled.get(value.casefold())
        if found is None:
            raise Invalid(
                at, f"“{value}” is not known here. Use one of: {', '.join(spelled.values())}.", code="unknown"
            )
        return found

    return check


def destination(raw: Any, at: str) -> str:
    """A destination's text; whether it is fit to be sent to is for the rooms above to say."""
    return text(raw, at, LONGEST_DESTINATION)


def listed(values: Iterable[str]) -> str:
    """Values as a sentence names them, at most ten."""
    names = (*values,)
    more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""  # noqa: PLR2004 - said in the docstring
    return ", ".join(names[:10]) + more
