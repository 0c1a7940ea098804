"""What the Council's pages read."""
