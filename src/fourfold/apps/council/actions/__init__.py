"""All writes of the Council's own work."""
