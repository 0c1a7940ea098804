"""Template tags of the Council's pages."""
