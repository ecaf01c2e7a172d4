"""How a location grants us access to its data in the CRM, and how we keep that access alive."""
