"""Made-up records for the tests of retention: a case file, its notes, and a row of no person."""
