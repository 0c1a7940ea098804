"""Reading sessions, lists, trainers and counts: only what the viewer may see."""
