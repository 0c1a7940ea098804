"""Input to values: a study's form, and the pages on which people answer."""
