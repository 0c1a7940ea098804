"""What the clock and the outbox do for the Council's desk."""
