"""What is typed of rolls and studies."""
