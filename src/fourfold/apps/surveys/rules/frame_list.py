"""A list of organizations, pasted or from a file, with every problem told by its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fourfold.apps.surveys.rules.errors import BadSample
from fourfold.reference.cells import cells_of, lines_of
from fourfold.reference.errors import did_you_mean, shorten

COLUMNS = ("name", "sector", "region", "town", "mailbox")
MOST_BYTES, MOST_ROWS, MOST_TOLD = 2 * 2**20, 5_000, 100
MOST_NAME, MOST_FOLDED, MOST_MAIL = 120, 400, 254
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One organization. region: a code of the pack, "" if it serves the state or nobody said."""

    name: str
    sector: str
    region: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class FrameProblem:
    """What keeps a line from being taken. line: as an editor counts. column: "" for the line."""

    line: int
    column: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a list is read against, its keys folded. sectors: to the pack's own word. regions, towns:
    names and codes to a region's code. names: of organizations that are listed already.
    """

    sectors: Mapping[str, str]
    regions: Mapping[str, str]
    towns: Mapping[str, str]
    names: Collection[str] = ()


def read_frame(text: str, known: Known) -> tuple[tuple[Listed, ...], tuple[FrameProblem, ...]]:
    """
    Read a list: a header row, then an organization a line. With a problem, nothing is to be kept.

    Cells are parted by commas, semicolons or tabs, as the header shows. :raises BadSample: if it is
    longer than any list of organizations.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BadSample("The list has over 2 MB. A list of organizations is shorter.")
    lines = lines_of(text.removeprefix("\ufeff").replace("\0", ""))
    if len(lines) > MOST_ROWS + 1:
        raise BadSample(f"The list has {len(lines):,} lines; at most {MOST_ROWS:,} organizations.")
    begin = f"Begin with the line: {','.join(COLUMNS)}"
    if not lines:
        return (), (FrameProblem(1, "", "The list is empty.", begin),)
    sign = max(",\t;", key=lines[0].count)
    header = _cells(lines[0], sign)
    if isinstance(header, tuple):
        return (), (FrameProblem(1, "", *header),)
    names = [each.strip().casefold() for each in header]
    if wrong := _header_problems(names, begin):
        return (), wrong
    found: list[Listed] = []
    problems: list[FrameProblem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip(" \r,;\t"):
            continue
        cells = _cells(line, sign)
        if isinstance(cells, tuple):
            problems.append(FrameProblem(number, "", *cells))
        elif any(each.strip() for each in cells[len(names) :]):
            why = f"The line has {len(cells)} cells, the first line {len(names)}."
            problems.append(FrameProblem(number, "", why, "Check for a comma too many."))
        else:
            row = dict(zip(names, (" ".join(each.split()) for each in cells), strict=False))
            told = _problems(row, number, known, seen)
            problems += told
            if not told:
                found.append(_listed(row, known))
    if not found and not problems:
        problems.append(FrameProblem(2, "", "The list holds no organization.", "Write one a line."))
    return (() if problems else tuple(found)), tuple(problems[:MOST_TOLD])


def fold(text: str) -> str:
    """Return a text without regard to case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return " ".join("".join(kept).split())[:MOST_FOLDED]


def check_mailbox(mail: str) -> None:
    """Raise BadSample unless it is blank or one address of mail."""
    if mail and (len(mail) > MOST_MAIL or ".." in mail or not _MAIL.fullmatch(mail)):
        raise BadSample(f"{shorten(mail)!r} is no mailbox. Write it like office@shelter.example.")


def _problems(
    row: Mapping[str, str], line: int, known: Known, seen: dict[str, int]
) -> list[FrameProblem]:
    found: list[FrameProblem] = []

    def tell(column: str, why: str, fix: str) -> None:
        found.append(FrameProblem(line, column, why, fix))

    name, folded = row.get("name", ""), fold(row.get("name", ""))
    if not folded:
        tell("name", "The name is missing.", "Write the organization's name.")
    elif len(name) > MOST_NAME:
        tell("name", f"The name has {len(name)} letters.", f"Keep to {MOST_NAME}.")
    elif folded in known.names:
        tell("name", f"{shorten(name)} is on the list already.", "Take the line out.")
    elif folded in seen:
        tell("name", f"{shorten(name)} stands on line {seen[folded]}, too.", "Keep one of them.")
    seen.setdefault(folded, line)
    for column, words in (("sector", known.sectors), ("region", known.regions)):
        typed = row.get(column, "")
        if not typed and column == "sector":
            tell(column, "The sector is missing.", "Use a sector of the state's list.")
        elif typed and fold(typed) not in words:
            near = did_you_mean(typed, words).strip()
            fix = near or f"Use a {column} of the state's list."
            tell(column, f"{shorten(typed)!r} is no {column} that is known.", fix)
    town, region = row.get("town", ""), row.get("region", "")
    if town and fold(town) not in known.towns:
        fix = did_you_mean(town, known.towns).strip() or "Use a town of this state."
        tell("town", f"There is no town {shorten(town)!r}.", fix)
    elif town and known.regions.get(fold(region), home := known.towns[fold(town)]) != home:
        why = f"{shorten(town)} does not lie in {shorten(region)}."
        tell("region", why, "Correct one of them, or leave the region empty.")
    try:
        check_mailbox(row.get("mailbox", ""))
    except BadSample as refused:
        tell("mailbox", *str(refused).split(". ", 1))
    return found


def _listed(row: Mapping[str, str], known: Known) -> Listed:
    region, town = fold(row.get("region", "")), fold(row.get("town", ""))
    return Listed(
        name=row["name"],
        sector=known.sectors[fold(row["sector"])],
        region=known.regions[region] if region else known.towns.get(town, ""),
        mail=row.get("mailbox", ""),
    )


def _header_problems(names: list[str], begin: str) -> tuple[FrameProblem, ...]:
    unknown = [each for each in names if each not in COLUMNS]
    return (
        *(
            FrameProblem(1, shorten(each), f"The column {shorten(each)!r} is not known.", begin)
            for each in unknown
        ),
        *(
            FrameProblem(1, each, f"The column {each!r} is missing.", begin)
            for each in ("name", "sector")
            if each not in names
        ),
        *(
            FrameProblem(1, each, f"The column {each!r} stands twice.", "Keep one of them.")
            for each in COLUMNS
            if names.count(each) > 1
        ),
    )


def _cells(line: str, sign: str) -> list[str] | tuple[str, str]:
    if sign == ",":
        return cells_of(line)
    return [each.strip().strip('"') for each in line.rstrip("\r").split(sign)]
