"""Who may see what, and the proof. Today: audit, doors and field classes; accounts come next."""
