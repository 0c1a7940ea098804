"""All reads of surveys."""
