"""Short history of both queues for graphs."""
