"""The Council's desk."""
