"""What is asked of clicks, and the answers."""
