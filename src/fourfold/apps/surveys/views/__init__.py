"""The pages of surveys: the public's, on which people answer, and the staff's."""
