"""What became of a click: conversions that a customer's own site tells us of."""
