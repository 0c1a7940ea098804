"""What the desk reckons with, as plain Python on plain values: one module a room."""
