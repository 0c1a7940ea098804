"""All reads of the directory."""
