"""What the CRM tells us unasked: verified, remembered, answered at once, and worked later."""
