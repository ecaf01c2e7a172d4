"""Google: Analytics by a measurement id, Ads by a conversion id."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "google"
label: Final = "Google"
pattern: Final = re.compile(r"G-[A-Z0-9]{6,12}|AW-[0-9]{9,12}", re.ASCII)
looks: Final = "an id such as G-AB12CD34EF or AW-123456789; containers of tag managers are not taken"
hosts: Final = (
    "https://www.googletagmanager.com",
    "https://*.google-analytics.com",
    "https://*.analytics.google.com",
    "https://www.google.com",
    "https://www.googleadservices.com",
    "https://googleads.g.doubleclick.net",
)
