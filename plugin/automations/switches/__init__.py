"""What an account lets clicks do in the CRM, where a link does not say otherwise."""
