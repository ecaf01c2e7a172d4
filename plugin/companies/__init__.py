"""What a company's admins see: all of its accounts with their totals, and a way into each."""
