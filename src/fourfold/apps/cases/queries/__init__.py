"""All reads of the desk, one module a room. Each starts from what the viewer may know of."""
