"""What staff and attendees type about training."""
