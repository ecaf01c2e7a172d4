"""The X pixel."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "x"
label: Final = "X"
pattern: Final = re.compile(r"[A-Za-z0-9]{5}", re.ASCII)
looks: Final = "5 letters and digits"
hosts: Final = ("https://static.ads-twitter.com", "https://analytics.twitter.com", "https://t.co")
