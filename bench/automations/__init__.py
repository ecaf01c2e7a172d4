"""What clicks do in the CRM, measured against the sandbox: with everything that can go wrong, and in calm."""
