"""Pinterest: a page visit."""

from __future__ import annotations

from typing import Final

kind: Final = "pinterest"
script: Final = """
if (!window.pintrk) {
  window.pintrk = function () { window.pintrk.queue.push([].slice.call(arguments)); };
  window.pintrk.queue = []; window.pintrk.version = "3.0";
  load("https://s.pinimg.com/ct/core.js");
}
window.pintrk("load", ID); window.pintrk("page");
"""
