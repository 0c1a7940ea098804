"""Commands of the Council's desk."""
