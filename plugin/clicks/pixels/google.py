"""Google: a page view for Analytics, a visit for Ads."""

from __future__ import annotations

from typing import Final

kind: Final = "google"
script: Final = """
window.dataLayer = window.dataLayer || [];
if (!window.gtag) {
  window.gtag = function () { window.dataLayer.push(arguments); };
  window.gtag("js", new Date());
  load("https://www.googletagmanager.com/gtag/js?id=" + ID);
}
window.gtag("config", ID, {transport_type: "beacon"});
"""
