"""Meta: a page view."""

from __future__ import annotations

from typing import Final

kind: Final = "meta"
script: Final = """
var fbq = window.fbq = window.fbq || function () {
  if (fbq.callMethod) { fbq.callMethod.apply(fbq, arguments); } else { fbq.queue.push(arguments); }
};
if (!fbq.queue) {
  window._fbq = fbq.push = fbq; fbq.loaded = true; fbq.version = "2.0"; fbq.queue = [];
  load("https://connect.facebook.net/en_US/fbevents.js");
}
fbq("init", ID); fbq("trackSingle", ID, "PageView");
"""
