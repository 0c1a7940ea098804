"""The demonstration of the case desk, one module a room."""
