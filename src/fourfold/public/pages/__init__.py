"""The public site: what everyone may see, read from the catalog and the pack."""
