"""What happens when someone clicks: the front door, the decision, the journal and the record."""
