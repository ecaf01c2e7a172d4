"""What a location may do, by the plan it is on."""
