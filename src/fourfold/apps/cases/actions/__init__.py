"""All writes of the desk, one module a room. Each ends with `telling.tell`."""
