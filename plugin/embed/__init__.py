"""The CRM opens us: its handshake becomes a short-lived bearer that says which staff of which location is asking."""
