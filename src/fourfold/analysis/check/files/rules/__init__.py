"""
The rules of an agency's file, and the check that asks them all.

One rule is one function in one file; `book` lists them. A rule looks at nothing itself: it says in
SQL what would break it, so that all of them are counted in one pass over the file. Here too: a
plain file as a table (`table`), and the values of its cells (`values`).
"""

from fourfold.analysis.check.files.rules.book import RULE_BOOK, Rule
from fourfold.analysis.check.files.rules.checking import check_file, first_look
from fourfold.analysis.check.files.rules.given import Earlier, Expected
from fourfold.analysis.check.files.rules.staging import staged
from fourfold.analysis.check.files.rules.table import CannotRead
from fourfold.analysis.check.files.rules.totals import totals_of

__all__ = [
    "RULE_BOOK",
    "CannotRead",
    "Earlier",
    "Expected",
    "Rule",
    "check_file",
    "first_look",
    "staged",
    "totals_of",
]
