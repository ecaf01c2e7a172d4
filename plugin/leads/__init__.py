"""Visitors who told us who they are before they went on."""
