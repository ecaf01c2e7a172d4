"""Permanent redirects: which links may answer so, and what staff should know who choose it."""

from __future__ import annotations

from typing import Final

from plugin.errors import Invalid
from plugin.links.models import Link

PERMANENT: Final = 301
CODE: Final = "permanent_redirect"
WARNING: Final = {
    "code": CODE,
    "message": "Browsers keep a 301 for a day: later changes and repeat clicks may be missed.",
}
# What makes the answer depend on the visitor, on their query or on the moment.
CHANGING: Final = {
    "rules": "rules", "split": "a split", "forward_params": "passed-on parameters", "starts_at": "a start",
    "expires_at": "an end", "click_limit": "a click limit", "password_hash": "a password", "lead_form": "a form",
    "pixels": "pixels", "append_click_id": "a click's own id",
}  # fmt: skip


def check_permanent(link: Link) -> None:
    """Raise Invalid (`permanent_redirect`, field redirect_status) for a 301 whose answer can change."""
    if link.redirect_status != PERMANENT:
        return
    why = [words for name, words in CHANGING.items() if getattr(link, name)]
    if link.kind != "redirect":
        why.append("no fixed destination")
    if why:
        fix = f"Browsers keep a 301, and this link has {', '.join(why)}. Use 302 or 307, or take that away."
        raise Invalid("redirect_status", fix, code=CODE)


def warnings(link: Link) -> list[dict[str, str]]:
    """What staff should know about the link, as `{code, message}`."""
    return [WARNING] if link.redirect_status == PERMANENT else []
