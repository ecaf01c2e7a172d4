"""The TikTok pixel."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "tiktok"
label: Final = "TikTok"
pattern: Final = re.compile(r"[A-Z0-9]{20}", re.ASCII)
looks: Final = "20 capital letters and digits"
hosts: Final = ("https://analytics.tiktok.com",)
