"""What ties an account to the CRM, and how an admin ends it."""
