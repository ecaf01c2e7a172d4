"""The LinkedIn insight tag."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "linkedin"
label: Final = "LinkedIn"
pattern: Final = re.compile(r"[0-9]{4,10}", re.ASCII)
looks: Final = "a partner id of 4 to 10 digits"
hosts: Final = ("https://snap.licdn.com", "https://px.ads.linkedin.com", "https://p.adsymptotic.com")
