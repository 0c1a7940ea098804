"""What is typed about a listing."""
