"""What happens without anyone asking: jobs of the queue, one a file, and the loops that record, work and sweep."""
