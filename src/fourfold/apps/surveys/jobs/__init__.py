"""Work by the clock, one module a room."""
