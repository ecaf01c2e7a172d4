"""Our copy of what we may know of the CRM's contacts: their tags, and the names of those who click or are leads."""
