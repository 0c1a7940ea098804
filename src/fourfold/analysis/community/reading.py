"""Reading a file of town, variable, value, margin of error and unit: whole, or told why not."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fourfold.analysis.community.series import UNITS, Measure, Series
from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.records import Town

NEEDED = ("town", "variable", "value", "unit")
MARGIN = ("margin", "margin_of_error", "moe")
WORSE = {"": True, "more": True, "less": False}
"""What the column worse may say: whether more or less of it stands for more vulnerability."""
MOST_BYTES = 5_000_000
LONGEST = 80
NONE_GIVEN = {"", "-", "(x)", "n/a", "na", "null"}
"""How tables of the Census Bureau write that there is no estimate."""
ALSO_NONE = re.compile(r"-(\d)\1{8}")
"""Its interfaces write the same as -666666666 and the like."""
No = Callable[[str, str], None]
"""Notes a problem: its column, and why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. row: its line, the header being 1; None when it is no one line."""

    row: int | None
    column: str
    why: str

    def __str__(self) -> str:
        """Say it in one line: where, what, what to do."""
        place = f"Row {self.row}" if self.row else "The file"
        return f"{place}{f', column {self.column}' if self.column else ''}: {self.why}"


@dataclass(frozen=True, slots=True)
class Read:
    """
    What a file says. With problems there are no series: nothing is taken half.

    without: towns of the state that a variable has no value for, by variable. Never an error.
    """

    series: tuple[Series, ...]
    problems: tuple[Problem, ...]
    without: Mapping[str, tuple[str, ...]]


def read(content: bytes, *, towns: Iterable[Town]) -> Read:
    """
    Read a CSV file in UTF-8: town, variable, value, unit, and perhaps margin and worse.

    A town is its name, the pack's code, its GEOID, or as the Census Bureau writes it: "Avon town,
    Hartford County". An empty value, "-", "(X)" and -666666666 are no estimate. All problems are
    told at once, each with its row; a file with any gives no series.
    """
    places = tuple(towns)
    known = _names(places)
    if len(content) > MOST_BYTES:
        return _refused(f"It is larger than {MOST_BYTES // 1_000_000} MB. Bring fewer variables.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused("It is not written in UTF-8. Save it as “CSV UTF-8”.")
    if "\0" in text:
        return _refused("It holds letters that no text has. Save it as “CSV UTF-8”.")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as problem:
        return _refused(f"It is no CSV file: {problem}. Save it as “CSV UTF-8”.")
    if not rows:
        return _refused("It is empty.")
    heads = [re.sub(r"\W+", "_", each.strip().casefold()) for each in rows[0]]
    problems = list(_heads(heads))
    if problems:
        return Read((), tuple(problems), {})
    return _taken(heads, rows, places, known)


def _taken(
    heads: list[str], rows: list[list[str]], places: tuple[Town, ...], known: Mapping[str, str]
) -> Read:
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    units: dict[str, tuple[str, str, int]] = {}
    values: dict[str, dict[str, Measure]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(heads):
            why = f"It has {len(row)} cells; the header has {len(heads)}."
            problems.append(Problem(number, "", why))
            continue
        cells = {head: cell.strip() for head, cell in zip(heads, row, strict=True)}
        found, wrong = _row(number, cells, known, seen, units)
        problems += wrong
        if found:
            variable, town, measure = found
            values.setdefault(variable, {})[town] = measure
    if not values and not problems:
        problems.append(Problem(None, "", "It has a header and no row."))
    if problems:
        return Read((), tuple(problems), {})
    names = {each.code: each.name for each in places}
    series = tuple(
        Series(each, units[each][0], values[each], WORSE[units[each][1]]) for each in values
    )
    without = {
        each.variable: tuple(
            name
            for code, name in names.items()
            if code not in each.values or each.values[code].value is None
        )
        for each in series
    }
    return Read(series, (), without)


def _row(
    number: int,
    cells: Mapping[str, str],
    known: Mapping[str, str],
    seen: dict[tuple[str, str], int],
    units: dict[str, tuple[str, str, int]],
) -> tuple[tuple[str, str, Measure] | None, list[Problem]]:
    wrong: list[Problem] = []

    def no(column: str, why: str) -> None:
        wrong.append(Problem(number, column, why))

    town = known.get(_folded(cells["town"]), "")
    if not town:
        near = did_you_mean(_plain(cells["town"]), [each.title() for each in known])
        no("town", f"There is no town “{shorten(cells['town'])}” in this state.{near}")
    variable, unit = cells["variable"], cells["unit"].casefold()
    worse = cells.get("worse", "").casefold()
    if not variable or len(variable) > LONGEST:
        no("variable", f"Name the variable in 1 to {LONGEST} letters.")
    if unit not in UNITS:
        near = did_you_mean(unit, UNITS) if unit else ""
        no("unit", f"“{shorten(unit)}” is no unit here.{near} Units: {', '.join(UNITS)}.")
    elif worse not in WORSE:
        no("worse", "Write more or less: which of the two stands for more vulnerability?")
    elif variable:
        first, way, at = units.setdefault(variable, (unit, worse, number))
        if (first, WORSE[way]) != (unit, WORSE[worse]):
            said = f"row {at} says {first}, {way or 'more'} is worse, for the same variable."
            no("unit", f"It says {unit}, {worse or 'more'} is worse; {said}")
    value = _number(cells["value"], unit, "value", no)
    margin = _number(next((cells[m] for m in MARGIN if m in cells), ""), "", "margin", no)
    if margin is not None and (margin < 0 or value is None):
        no("margin", "A margin of error is 0 or more, and stands beside a value.")
    if town and variable:
        before = seen.setdefault((variable, town), number)
        if before != number:
            no("town", f"This town has a value for “{shorten(variable)}” in row {before} already.")
    return (None if wrong else (variable, town, Measure(value, margin))), wrong


def _number(cell: str, unit: str, column: str, no: No) -> float | None:
    if cell.casefold() in NONE_GIVEN or ALSO_NONE.fullmatch(cell):
        return None
    bare = cell.removeprefix("$").removesuffix("%").replace("±", "").strip()
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,2})?", bare, re.IGNORECASE):
        no(column, f"“{shorten(cell)}” is no number. Leave it empty where there is none.")
        return None
    value = float(bare)
    low, high = UNITS.get(unit, (None, None))
    if not math.isfinite(value):
        no(column, f"“{shorten(cell)}” is too large.")
    elif (low is not None and value < low) or (high is not None and value > high):
        ends = f"from {low:g} to {high:,g}" if high is not None else f"{low:g} or more"
        no(column, f"{shorten(cell)} cannot be: {unit} is {ends}.")
    return value


def _heads(heads: list[str]) -> Iterator[Problem]:
    for each in NEEDED:
        if each not in heads:
            near = did_you_mean(each, [head for head in heads if head])
            why = f"There is no column “{each}”.{near.replace('Did you mean', 'Is it')}"
            yield Problem(1, "", f"{why} Needed: {', '.join(NEEDED)}; margin and worse if any.")
    for twice in {each for each in heads if each and heads.count(each) > 1}:
        yield Problem(1, twice, "This column stands here twice.")


def _names(towns: tuple[Town, ...]) -> dict[str, str]:
    known = {}
    for each in towns:
        for name in (each.code, each.name, each.geoid):
            if name:
                known[_folded(name)] = each.code
    return known


def _plain(name: str) -> str:
    """Return a town's name without what the Census Bureau adds."""
    return re.sub(r"\s+(town|city)$", "", name.partition(",")[0].strip(), flags=re.IGNORECASE)


def _folded(name: str) -> str:
    return _plain(name).casefold()


def _refused(why: str) -> Read:
    return Read((), (Problem(None, "", why),), {})
