"""Staff's pages of the security floor: my day, my account, an agency's people, the privacy desk."""
