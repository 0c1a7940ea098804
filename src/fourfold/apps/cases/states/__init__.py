"""States, moves and steps of the desk, as tables: one module a room."""
