"""A form to be filled in by hand: sections with boxes to tick and lines to write on."""
