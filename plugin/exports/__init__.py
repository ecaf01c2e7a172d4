"""Clicks and reports as files: made by a worker in pieces, kept for a day, sent by any host."""
