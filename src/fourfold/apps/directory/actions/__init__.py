"""All writes of the directory."""
