"""The page between a link with pixels and its destination: it loads them, where need be after a word, and moves on."""

from __future__ import annotations

from flask import Response

from plugin.clicks.pixels import fit, hosts_of, script_of
from plugin.clicks.send import one_line
from plugin.clicks.show import show
from plugin.clicks.showing import Showing


def pass_on(showing: Showing) -> Response:
    """The page: it moves on within a second, with or without scripts, or after either answer where it asks."""
    page, live = showing.page, showing.live
    pixels = fit(live.pixels if live else ())
    asks = live is not None and live.pixel_consent
    return show(
        "consent" if asks else "passing",
        page.status,
        showing.brand,
        hosts=hosts_of(pixels),
        url=one_line(page.onward.url) if page.onward else "/",
        asks=asks,
        script=script_of(pixels),
        services=", ".join(dict.fromkeys(kind.label for kind, _ in pixels)),
    )
