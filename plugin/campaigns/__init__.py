"""Links that belong together, with CRM tags that all of them add."""
