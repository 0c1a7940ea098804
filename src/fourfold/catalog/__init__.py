"""Only what is cleared: tables, documents. The public side can reach nothing else."""
