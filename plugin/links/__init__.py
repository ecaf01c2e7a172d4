"""Links: what they are, what may be done with them, and the copy that visitors hit."""
