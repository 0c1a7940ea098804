"""What people type, turned into values: one module a room."""
