"""
A contract as a form: what is known already, what is asked once, what is asked in each row.

Whatever was typed becomes the same rows as a file's, so that one check holds for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.analysis.check.files.problems import Checked
from fourfold.apps.submissions.rules.grounds import points_to_people
from fourfold.reference import (
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    OfOffice,
    RuleKind,
    Severity,
)

MOST_ROWS = 60
"""Rows that can be typed; more come as a file."""
SPARE_ROWS = 3
OUT = "out"
"""Said of a row that is to be left out; no contract has a field of this name."""
SHARED = "all"
NOT_COMPARED = "NOT_COMPARED"
"""The check's word for a comparison that is made later."""


class NotTyped(ValueError):
    """The dataset is about people one by one, so it is never typed into a page."""


@dataclass(frozen=True, slots=True)
class Office:
    """What is known of whoever answers."""

    code: str
    name: str
    kind: str
    town: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """What a call asks for: its year, and its days with the last excluded, if it says them."""

    year: int
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """
    A form of a contract for one office.

    known: fields nobody has to type, with their cells. shared: asked once, for all rows, with what
    they begin with. asked: asked in each row. one_row: the whole answer is one row.
    """

    contract: Contract
    known: Mapping[str, str]
    shared: tuple[ContractField, ...]
    asked: tuple[ContractField, ...]
    begins: Mapping[str, str]
    one_row: bool

    def needed(self, name: str) -> bool:
        """Return whether a field must be filled, as far as that is known before typing."""
        return self.contract.field(name).required or _is_told(
            self.contract, RuleKind.NEEDED_IF, name, self.known, severity=Severity.ERROR
        )

    def wanted(self, name: str) -> bool:
        """Return whether a field is asked for, even where an answer without it can be sent."""
        return self.needed(name) or _is_told(self.contract, RuleKind.NEEDED_IF, name, self.known)

    def parts_of(self, key: str) -> tuple[int | None, str]:
        """Return the row, from 0 (None: asked once), and the name of a field of the form."""
        row, _, name = key.partition("-")
        return (None if row == SHARED else int(row)), name


def key_of(row: int | None, name: str) -> str:
    """Return what a form calls a field of a row, from 0; None: asked once."""
    return f"{SHARED if row is None else row}-{name}"


def can_be_typed(contract: Contract) -> bool:
    """Return whether a contract can be answered on a page: never where a row is a person."""
    return not points_to_people(contract)


def layout_of(contract: Contract, *, office: Office, period: Period) -> Layout:
    """Return a contract's form for an office. :raises NotTyped: if a row is about a person."""
    if not can_be_typed(contract):
        raise NotTyped(f"{contract.title} is about people one by one. Bring it as a file.")
    known = _known(contract, office, period)
    shared = _dates_of_all(contract) - known.keys()
    hidden = {
        each.name
        for each in contract.fields
        if _is_told(contract, RuleKind.BLANK_IF, each.name, known)
    }
    left = [each for each in contract.fields if each.name not in known.keys() | hidden]
    return Layout(
        contract=contract,
        known=known,
        shared=tuple(each for each in left if each.name in shared),
        asked=tuple(each for each in left if each.name not in shared),
        begins=_begins(contract, shared, period),
        one_row=bool(contract.key) and set(contract.key) <= known.keys(),
    )


def _known(contract: Contract, office: Office, period: Period) -> dict[str, str]:
    known = {}
    if contract.field(contract.period).type is FieldType.YEAR:
        known[contract.period] = str(period.year)
    for name, what in contract.respondent.items():
        value = str(getattr(office, what.value))
        choices = contract.field(name).choices
        if value and (not choices or value in choices):
            known[name] = value
    for name, what in contract.respondent.items():
        needed = contract.field(name).required or _is_told(
            contract, RuleKind.NEEDED_IF, name, known
        )
        if name not in known and not needed and what is not OfOffice.NAME:
            known[name] = ""  # such as the town of an office that serves the state
    return known


def _is_told(
    contract: Contract,
    kind: RuleKind,
    name: str,
    known: Mapping[str, str],
    *,
    severity: Severity | None = None,
) -> bool:
    """Return whether a rule of a kind holds for a field by what is known already."""
    return any(
        each.kind is kind
        and name in each.fields
        and known.get(each.where) in each.values
        and severity in (None, each.severity)
        for each in contract.rules
    )


def _dates_of_all(contract: Contract) -> set[str]:
    """Return the first and last day of a period, where each row says them: all rows share them."""
    pairs = (set(each.fields) for each in contract.rules if each.kind is RuleKind.NOT_AFTER)
    return next((each for each in pairs if contract.period in each <= set(contract.key)), set())


def _begins(contract: Contract, shared: Iterable[str], period: Period) -> dict[str, str]:
    if not shared or period.from_on is None or period.until_on is None:
        return {}
    last = period.until_on - timedelta(days=1)
    days = {True: period.from_on.isoformat(), False: last.isoformat()}
    return {name: days[name == contract.period] for name in shared}


# ------------------------------------------------------------------ from what was typed to rows
@dataclass(frozen=True, slots=True)
class Typed:
    """Rows as a file's, each by field, and the row of the form each came from, from 0."""

    rows: tuple[Mapping[str, str], ...]
    places: tuple[int, ...]


def rows_of(layout: Layout, typed: Mapping[str, str]) -> Typed:
    """Return the rows of a form. A row is left out if nothing was typed in it, or if it says so."""
    names = [each.name for each in layout.contract.fields]
    shared = {each.name: typed.get(key_of(None, each.name), "") for each in layout.shared}
    count = 1 if layout.one_row else MOST_ROWS
    rows, places = [], []
    for place in range(count):
        own = {each.name: typed.get(key_of(place, each.name), "") for each in layout.asked}
        if not layout.one_row and (typed.get(key_of(place, OUT)) or not any(own.values())):
            continue
        cells = {**layout.known, **shared, **own}
        rows.append({name: cells.get(name, "") for name in names})
        places.append(place)
    return Typed(tuple(rows), tuple(places))


def typed_of(layout: Layout, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return rows as the fields of a form: the other way round."""
    found = {
        key_of(place, each.name): row.get(each.name, "")
        for place, row in enumerate(rows[:MOST_ROWS])
        for each in layout.asked
    }
    for each in layout.shared if rows else ():
        found[key_of(None, each.name)] = rows[0].get(each.name, "")
    return found


# ------------------------------------------------------------------ from the check back to the form
@dataclass(frozen=True, slots=True)
class Said:
    """
    One thing to look at. key: the form's field, or "" for the whole. words: why, what to do. code:
    of the rule.
    """

    key: str
    words: str
    severity: Severity
    code: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check says of a form. hidden: places beyond those that are told one by one."""

    errors: tuple[Said, ...] = ()
    warnings: tuple[Said, ...] = ()
    hidden: int = 0


def outcome_of(layout: Layout, typed: Typed, checked: Checked) -> Outcome:
    """
    Return what a check found, each problem beside the field it is about.

    A warning about what nobody typed is no question to whoever types: it is left to the Council.
    """
    found: dict[Severity, list[Said]] = {Severity.ERROR: [], Severity.WARNING: []}
    hidden = 0
    for group in checked.groups:
        is_known = group.column in layout.known or group.code == NOT_COMPARED
        if is_known and group.severity is Severity.WARNING:
            continue
        hidden += group.count - len(group.examples)
        words = f"{group.why} {group.fix}".strip()
        for each in group.examples:
            key = _key(layout, typed, each.row, each.column or group.column, group.code)
            said = Said(key, words, group.severity, group.code)
            if said not in found[group.severity]:
                found[group.severity].append(said)
    return Outcome(
        errors=tuple(found[Severity.ERROR]),
        warnings=tuple(found[Severity.WARNING]),
        hidden=hidden,
    )


def _key(layout: Layout, typed: Typed, row: int, column: str, code: str) -> str:
    place = typed.places[row - 2] if 2 <= row < len(typed.places) + 2 else None
    rule = next((each for each in layout.contract.rules if each.code == code), None)
    shared = {each.name for each in layout.shared}
    asked = {each.name for each in layout.asked}
    named = (column, *(rule.fields if rule else ()), rule.against if rule else "")
    for name in named:
        if name in shared:
            return key_of(None, name)
        if name in asked and (place is not None or layout.one_row):
            return key_of(place or 0, name)
    if place is not None and layout.asked:
        return key_of(place, layout.asked[0].name)
    return ""


def rules_beside(layout: Layout, name: str) -> tuple[ContractRule, ...]:
    """Return the rules that are told beside a field before anything is typed."""
    return tuple(
        each
        for each in layout.contract.rules
        if name in _told_at(each) and each.where not in layout.known
    )


def _told_at(rule: ContractRule) -> tuple[str, ...]:
    if rule.kind is RuleKind.ADDS_UP:
        return (rule.against,)
    return rule.fields[-1:] if rule.kind is RuleKind.NOT_AFTER else rule.fields
