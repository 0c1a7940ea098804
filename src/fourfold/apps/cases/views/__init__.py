"""Pages of the desk, one module a room: a request, one call, an answer."""
