"""How an account shows itself to its visitors."""
