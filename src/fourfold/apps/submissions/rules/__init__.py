"""What calls, uploads and batches must be. Plain Python on values."""
