"""Guards of the house: what imports, types and lint cannot show. ARCHITECTURE.md says why."""
