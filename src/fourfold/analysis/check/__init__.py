"""
Checks on figures before anyone relies on them.

Each check is one function in one file; `all_checks` lists them. A check says what does not agree
and changes no value. What is not here: checks of a file's form (the schemas and submissions do
that) and whether a number may be shown (`analysis.protect`).
"""

from fourfold.analysis.check.all_checks import RULE_BOOK, Rule, check_figures
from fourfold.analysis.check.findings import Finding, Severity
from fourfold.analysis.check.with_pack import check_with_pack

__all__ = ["RULE_BOOK", "Finding", "Rule", "Severity", "check_figures", "check_with_pack"]
