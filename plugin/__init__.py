"""The app: everything a tenant, a visitor or the CRM meets."""
