"""Django's SQLite, whose kept connection is never to a file that somebody has replaced."""
