"""X: a page view."""

from __future__ import annotations

from typing import Final

kind: Final = "x"
script: Final = """
var twq = window.twq = window.twq || function () {
  if (twq.exe) { twq.exe.apply(twq, arguments); } else { twq.queue.push(arguments); }
};
if (!twq.queue) {
  twq.version = "1.1"; twq.queue = [];
  load("https://static.ads-twitter.com/uwt.js");
}
twq("config", ID);
"""
