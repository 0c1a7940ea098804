"""Who may know what: roles, agencies, relations that hold today, and the one policy."""
