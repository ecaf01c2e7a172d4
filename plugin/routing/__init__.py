"""WHERE a click goes: rules, a split, a destination; values in, values out."""
