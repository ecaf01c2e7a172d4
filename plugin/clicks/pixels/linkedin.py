"""LinkedIn: a page view, which its script tells on its own for every partner id that it finds."""

from __future__ import annotations

from typing import Final

kind: Final = "linkedin"
script: Final = """
window._linkedin_partner_id = ID;
(window._linkedin_data_partner_ids = window._linkedin_data_partner_ids || []).push(ID);
if (!window.lintrk) {
  window.lintrk = function (name, told) { window.lintrk.q.push([name, told]); };
  window.lintrk.q = [];
  load("https://snap.licdn.com/li.lms-analytics/insight.min.js");
}
"""
