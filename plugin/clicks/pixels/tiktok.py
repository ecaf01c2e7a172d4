"""TikTok: a page view."""

from __future__ import annotations

from typing import Final

kind: Final = "tiktok"
script: Final = """
var address = "https://analytics.tiktok.com/i18n/pixel/events.js", ttq = window.ttq = window.ttq || [];
window.TiktokAnalyticsObject = "ttq";
["page", "track", "identify", "instances", "debug", "on", "off", "once", "ready", "alias", "group"].forEach(
  function (name) { ttq[name] = ttq[name] || function () { ttq.push([name].concat([].slice.call(arguments))); }; }
);
ttq._i = ttq._i || {}; ttq._t = ttq._t || {}; ttq._o = ttq._o || {};
ttq._i[ID] = []; ttq._i[ID]._u = address; ttq._t[ID] = Date.now(); ttq._o[ID] = {};
load(address + "?sdkid=" + ID + "&lib=ttq");
ttq.page();
"""
