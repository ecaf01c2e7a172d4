"""A CRM to develop against: its own process, its own store, held to the CRM's published contract."""
