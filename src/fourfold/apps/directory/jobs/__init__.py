"""What runs without a page."""
