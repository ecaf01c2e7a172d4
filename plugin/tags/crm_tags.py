"""The tags of the CRM that a click adds to a contact, in the form in which the CRM keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plugin.errors import Invalid

MOST: Final = 20
LONGEST: Final = 100


def clean_crm_tags(tags: Iterable[str], field: str = "crm_tags") -> list[str]:
    """Trimmed, in lower case (the CRM lower-cases what it saves), each once and in order; blank ones fall away.

    Raises Invalid for more than MOST tags or one longer than LONGEST characters.
    """
    clean = list(dict.fromkeys(word for tag in tags if (word := tag.strip().lower())))
    if len(clean) > MOST:
        raise Invalid(field, f"Use at most {MOST} tags.")
    if any(len(word) > LONGEST for word in clean):
        raise Invalid(field, f"Use at most {LONGEST} characters for a tag.")
    return clean
