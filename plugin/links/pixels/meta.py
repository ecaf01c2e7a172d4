"""The Meta pixel of Facebook and Instagram."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "meta"
label: Final = "Meta"
pattern: Final = re.compile(r"[0-9]{15,16}", re.ASCII)
looks: Final = "a number of 15 or 16 digits"
hosts: Final = ("https://connect.facebook.net", "https://www.facebook.com")
