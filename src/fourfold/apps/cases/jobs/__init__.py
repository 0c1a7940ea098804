"""What the desk does by the clock or at the start, one module a room."""
