"""What a click does in the CRM: runs, and the kinds of action that they perform."""
