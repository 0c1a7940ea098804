"""What staff type into the Council's pages."""
