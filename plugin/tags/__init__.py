"""Colored words that staff sort their links by, and the CRM's own tags as links carry them."""
