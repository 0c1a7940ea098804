"""The rule book: every check on figures, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fourfold.analysis.check.bounds_agree import bounds_agree
from fourfold.analysis.check.findings import Finding
from fourfold.analysis.check.percent_in_range import percent_in_range
from fourfold.analysis.check.period_is_plausible import period_is_plausible
from fourfold.analysis.check.repeats_agree import repeats_agree
from fourfold.analysis.check.telephones_differ import Contact, telephones_differ
from fourfold.analysis.check.totals_agree import totals_agree
from fourfold.analysis.tables.figures import FigureTable


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything the checks look at."""

    table: FigureTable
    issued_on: Mapping[str, date] = field(default_factory=dict)
    first_days: Mapping[str, date] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: its name, what it asks in one sentence, and how it is run."""

    name: str
    asks: str
    run: Callable[[Checked], list[Finding]]


RULE_BOOK: tuple[Rule, ...] = (
    Rule(
        "totals_agree",
        "The parts of a table add up to its total, and shares to 100.",
        lambda given: totals_agree(given.table),
    ),
    Rule(
        "bounds_agree",
        'A number printed as "over" or "+" leaves room for the exact numbers beside it.',
        lambda given: bounds_agree(given.table),
    ),
    Rule(
        "period_is_plausible",
        "A period ends after it starts, before its report, and its year is not in doubt.",
        lambda given: period_is_plausible(
            given.table, issued_on=given.issued_on, first_days=given.first_days
        ),
    ),
    Rule(
        "percent_in_range",
        "A percentage lies between 0 and 100.",
        lambda given: percent_in_range(given.table),
    ),
    Rule(
        "repeats_agree",
        "A number printed twice has one value.",
        lambda given: repeats_agree(given.table),
    ),
    Rule(
        "telephones_differ",
        "No two telephone numbers look like one with a slip.",
        lambda given: telephones_differ(given.contacts),
    ),
)


def check_figures(
    table: FigureTable,
    *,
    issued_on: Mapping[str, date] | None = None,
    first_days: Mapping[str, date] | None = None,
    contacts: Iterable[Contact] = (),
) -> list[Finding]:
    """
    Run every check of the rule book and return all findings, in the rule book's order.

    table: the figures; order of rows is free. issued_on: the day each call's report was issued.
    first_days: the first day an indicator could count anything. contacts: code, name and
    telephone text of each organization. What is left out is not checked. No value is changed.
    """
    given = Checked(table, issued_on or {}, first_days or {}, tuple(contacts))
    return [finding for rule in RULE_BOOK for finding in rule.run(given)]
