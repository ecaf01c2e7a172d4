"""The Pinterest tag."""

from __future__ import annotations

import re
from typing import Final

kind: Final = "pinterest"
label: Final = "Pinterest"
pattern: Final = re.compile(r"[0-9]{13}", re.ASCII)
looks: Final = "a number of 13 digits"
hosts: Final = ("https://s.pinimg.com", "https://ct.pinterest.com")
