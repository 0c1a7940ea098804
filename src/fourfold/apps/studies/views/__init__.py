"""Pages of rolls and studies."""
