"""The rule book: every rule of an agency's file, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fourfold.analysis.check.files.rules.adds_up import adds_up
from fourfold.analysis.check.files.rules.at_most import at_most
from fourfold.analysis.check.files.rules.at_most_among import at_most_among
from fourfold.analysis.check.files.rules.blank_if import blank_if
from fourfold.analysis.check.files.rules.day_in_future import day_in_future
from fourfold.analysis.check.files.rules.differs_from_earlier import differs_from_earlier
from fourfold.analysis.check.files.rules.found_in import found_in
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.analysis.check.files.rules.names_in_counts import names_in_counts
from fourfold.analysis.check.files.rules.needed_if import needed_if
from fourfold.analysis.check.files.rules.not_a_date import not_a_date
from fourfold.analysis.check.files.rules.not_a_number import not_a_number
from fourfold.analysis.check.files.rules.not_a_whole_number import not_a_whole_number
from fourfold.analysis.check.files.rules.not_a_year import not_a_year
from fourfold.analysis.check.files.rules.not_after import not_after
from fourfold.analysis.check.files.rules.not_in_choices import not_in_choices
from fourfold.analysis.check.files.rules.not_yes_or_no import not_yes_or_no
from fourfold.analysis.check.files.rules.one_of import one_of
from fourfold.analysis.check.files.rules.outside_period import outside_period
from fourfold.analysis.check.files.rules.repeated_key import repeated_key
from fourfold.analysis.check.files.rules.repeated_value import repeated_value
from fourfold.analysis.check.files.rules.required import required
from fourfold.analysis.check.files.rules.rows_missing import rows_missing
from fourfold.analysis.check.files.rules.spaces_cut import spaces_cut
from fourfold.analysis.check.files.rules.too_large import too_large
from fourfold.analysis.check.files.rules.too_long import too_long
from fourfold.analysis.check.files.rules.too_small import too_small
from fourfold.analysis.check.files.rules.unlike_before import unlike_before
from fourfold.analysis.check.files.rules.wrong_form import wrong_form


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what must hold, in one sentence, and the function that asks for what breaks it."""

    ask: Callable[[Given], list[Asked]]
    holds: str

    @property
    def name(self) -> str:
        """The name of the function, its file and its test."""
        return self.ask.__name__


RULE_BOOK: tuple[Rule, ...] = (
    Rule(rows_missing, "A file has at least one row."),
    Rule(required, "What is always needed has a column and is filled in every row."),
    Rule(not_a_whole_number, "A count is a whole number."),
    Rule(not_a_number, "An amount is a number."),
    Rule(not_a_date, "A day is a day of the calendar, written in the file's order."),
    Rule(not_a_year, "A year has four digits."),
    Rule(not_yes_or_no, "A yes-or-no cell says yes or no."),
    Rule(not_in_choices, "A coded cell holds a code of the list, or its words."),
    Rule(too_small, "A value is not under the least that is allowed."),
    Rule(too_large, "A value is not over the most that is allowed."),
    Rule(too_long, "A text is not longer than is allowed."),
    Rule(wrong_form, "A text has the form that its field asks for."),
    Rule(repeated_value, "A value that must differ from row to row stands once."),
    Rule(repeated_key, "What a row is about stands once, and no row is a copy."),
    Rule(not_after, "Two days, or numbers, stand in their order."),
    Rule(adds_up, "Parts add up to their total."),
    Rule(at_most, "A part is not more than the whole."),
    Rule(at_most_among, "Rows that are a part add up to no more than the rows of the whole."),
    Rule(needed_if, "A field is filled where another calls for it."),
    Rule(blank_if, "A field is blank where another rules it out."),
    Rule(one_of, "At least one of several fields is filled."),
    Rule(found_in, "What a row names stands in the other dataset."),
    Rule(outside_period, "A row counts in the period that was asked for."),
    Rule(day_in_future, "No day lies in the future."),
    Rule(unlike_before, "Totals are like those of the agency's earlier periods."),
    Rule(differs_from_earlier, "A period sent again has the totals that were accepted."),
    Rule(names_in_counts, "A table of counts holds no telephone, e-mail or birth date."),
    Rule(spaces_cut, "Cells have no spaces around their text."),
)
