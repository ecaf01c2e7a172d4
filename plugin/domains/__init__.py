"""The short domains that links live on."""
