"""A list of offices, pasted or from a file, turned into offices with every problem told."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fourfold.apps.submissions.rules.figures import MOST_TOLD, Problem, SubmissionError
from fourfold.apps.submissions.rules.respondents import (
    Office,
    OfficeError,
    check_mail,
    check_name,
    code_of,
)
from fourfold.apps.submissions.states import RespondentKind
from fourfold.reference.cells import cells_of, lines_of
from fourfold.reference.errors import did_you_mean, shorten

MOST_BYTES = 2 * 2**20
MOST_OFFICES = 5_000
COLUMNS = ("name", "kind", "town", "mail")
HEADINGS = {
    "name": ("office", "agency", "department", "organization"),
    "kind": ("type",),
    "town": ("city", "municipality"),
    "mail": ("email", "e-mail", "mailbox", "e mail"),
}
"""Other headings that are understood."""


class ListTooLong(SubmissionError):
    """The list is longer than any state's."""


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a list is read against. kinds: words and codes of a kind, folded. towns: names and codes
    of the pack, folded, to the code. names: of offices on the list, folded. codes: theirs.
    """

    kinds: Mapping[str, RespondentKind]
    towns: Mapping[str, str]
    names: Collection[str]
    codes: Collection[str]


@dataclass(frozen=True, slots=True)
class ReadList:
    """Offices by line, and what must be mended first; with problems, nothing is kept."""

    offices: dict[int, Office]
    problems: tuple[Problem, ...] = ()


def read_list(text: str, known: Known) -> ReadList:
    """
    Read a list of offices: a header row, then an office a line.

    Cells are parted by commas, semicolons or tabs, as the header shows; a paste from a spreadsheet
    has tabs. Every problem is told, at most MOST_TOLD. :raises ListTooLong:
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ListTooLong("The list has over 2 MB. A list of offices is shorter; check the file.")
    lines = lines_of(text.removeprefix("\ufeff"))
    if not lines:
        return _refused(1, "", "The list is empty.", f"Begin with the line: {','.join(COLUMNS)}")
    if len(lines) > MOST_OFFICES + 1:
        raise ListTooLong(f"The list has {len(lines):,} lines; at most {MOST_OFFICES:,} offices.")
    sign = _sign_of(lines[0])
    header = _cells(lines[0], sign)
    if isinstance(header, tuple):
        return _refused(1, "", *header)
    names = [_column(each) for each in header]
    if problems := _header_problems(header, names):
        return ReadList({}, tuple(problems))
    offices: dict[int, Office] = {}
    found: list[Problem] = []
    seen: dict[str, int] = {}
    codes = set(known.codes)
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip(" \r,;\t"):
            continue
        cells = _cells(line, sign)
        if isinstance(cells, tuple):
            found.append(Problem(number, "", *cells))
            continue
        if len(cells) > len(names) and any(each.strip() for each in cells[len(names) :]):
            why = f"The line has {len(cells)} cells, the first line {len(names)}."
            found.append(Problem(number, "", why, "Check for a comma too many."))
            continue
        row = dict(zip(names, (each.strip() for each in cells), strict=False))
        office, problems = _office(row, number, known, seen, codes)
        found += problems
        if office is not None:
            offices[number] = office
    if not offices and not found:
        return _refused(2, "", "The list holds no office.", "Write one office a line.")
    return ReadList(offices, tuple(found[:MOST_TOLD]))


def _office(
    row: Mapping[str, str], line: int, known: Known, seen: dict[str, int], codes: set[str]
) -> tuple[Office | None, list[Problem]]:
    problems: list[Problem] = []
    name, mail = row.get("name", ""), row.get("mail", "")
    for column, check, value in (("name", check_name, name), ("mail", check_mail, mail)):
        try:
            check(value)
        except OfficeError as refused:
            why, _, fix = str(refused).rpartition(". ")
            problems.append(Problem(line, column, f"{why}." if why else fix, fix if why else ""))
    typed_kind, typed_town = row.get("kind", ""), row.get("town", "")
    kind = known.kinds.get(fold(typed_kind))
    if kind is None:
        fix = did_you_mean(typed_kind, known.kinds).strip() or "Use a kind of the list above."
        problems.append(
            Problem(line, "kind", f"{shorten(typed_kind)!r} is no kind of office.", fix)
        )
    town = known.towns.get(fold(typed_town), "") if typed_town else ""
    if typed_town and not town:
        fix = did_you_mean(typed_town, known.towns).strip() or "Use a town of this state."
        problems.append(Problem(line, "town", f"There is no town {shorten(typed_town)!r}.", fix))
    folded = fold(name)
    if folded and folded in known.names:
        problems.append(
            Problem(line, "name", f"{shorten(name)} is on the list already.", "Take the line out.")
        )
    elif folded and folded in seen:
        why = f"{shorten(name)} stands on line {seen[folded]} already."
        problems.append(Problem(line, "name", why, "Keep one of them."))
    seen.setdefault(folded, line)
    if problems or kind is None:
        return None, problems
    try:
        code = code_of(name, taken=codes)
    except OfficeError as refused:
        return None, [Problem(line, "name", str(refused), "Use plain letters.")]
    codes.add(code)
    return Office(name=name, kind=kind, town=town, mail=mail, code=code), []


def fold(text: str) -> str:
    """Return a text without regard to case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(
            each if each.isalnum() else " " for each in plain if not unicodedata.combining(each)
        ).split()
    )


def _column(heading: str) -> str:
    folded = heading.strip().casefold()
    for name, others in HEADINGS.items():
        if folded == name or folded in others:
            return name
    return folded


def _header_problems(header: list[str], names: list[str]) -> list[Problem]:
    problems = [
        Problem(1, shorten(typed), f"The column {shorten(typed)!r} is not known.", "Take it out.")
        for typed, name in zip(header, names, strict=True)
        if name not in COLUMNS
    ]
    problems += [
        Problem(1, name, f"The column {name!r} is missing.", f"Begin with: {','.join(COLUMNS)}")
        for name in ("name", "kind")
        if name not in names
    ]
    problems += [
        Problem(1, name, f"The column {name!r} stands twice.", "Keep one of them.")
        for name in COLUMNS
        if names.count(name) > 1
    ]
    return problems


def _sign_of(header: str) -> str:
    return max("\t;,", key=lambda sign: (header.count(sign), sign == ","))


def _cells(line: str, sign: str) -> list[str] | tuple[str, str]:
    if sign == ",":
        return cells_of(line)
    # A paste keeps its quotation marks only around cells that hold the sign or a line break.
    return [each.strip().strip('"') for each in line.rstrip("\r").split(sign)]


def _refused(line: int, column: str, why: str, fix: str) -> ReadList:
    return ReadList({}, (Problem(line, column, why, fix),))
