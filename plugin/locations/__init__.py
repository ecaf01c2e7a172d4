"""Who our tenants are: locations, their companies, and the terms on which each is served."""
