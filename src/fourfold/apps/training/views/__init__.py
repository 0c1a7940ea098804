"""The pages of training."""
