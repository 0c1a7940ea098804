"""Planning sessions, keeping their lists, moving trainers along."""
