"""Before and after: what answers to surveys show, how surely, and what they cannot show."""
