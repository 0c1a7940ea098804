"""What training does outside of requests."""
