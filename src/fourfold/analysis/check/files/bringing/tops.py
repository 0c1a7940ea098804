"""Where the headings of a table are: under titles, in two rows, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.analysis.check.files.bringing.headings import Known, fold
from fourfold.analysis.check.files.bringing.lines import Line
from fourfold.analysis.check.files.recognition import Doubt
from fourfold.reference.errors import shorten

FIRST_ROWS = 30
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Top:
    """
    The headings of a table.

    row: number of their last row. headings: as written. two: True if they stand in two rows.
    above: how many rows before them hold something. doubt: what to ask, if they are not sure.
    """

    row: int
    headings: tuple[str, ...]
    two: bool = False
    above: int = 0
    doubt: Doubt | None = None


def top_of(lines: Sequence[Line], words: Known, *, answer: str = "") -> Top | None:
    """
    Find the headings among the first rows; None if no row holds anything.

    answer: the number of the row a person chose; anything else is not heard.
    """
    rows = [each for each in lines if not each.is_blank and not _says_delimiter(each)][:FIRST_ROWS]
    if not rows:
        return None
    if answer.isdecimal() and (chosen := [each for each in rows if str(each.number) == answer]):
        return _top(chosen[0], rows)
    best, most, under = rows[0], 0, None
    for at, each in enumerate(rows):
        score = _score(each.cells, words)
        if score > most:
            best, most, under = each, score, None
        below = rows[at + 1] if at + 1 < len(rows) else None
        if below and below.number == each.number + 1 and not _looks_like_rows(below.cells):
            joined = _score(_joined(each.cells, below.cells), words)
            if joined > max(most, _score(below.cells, words)):
                best, most, under = each, joined, below
    if under:
        return _top(under, rows, over=best)
    following = next((each for each in rows if each.number == best.number + 1), None)
    if most >= 2 and following and _named_again(best.cells, following.cells, words, most):
        return _top(following, rows, over=best, named_above=True)
    return _top(best, rows, sure=most > 0)


def _says_delimiter(line: Line) -> bool:
    return line.number == 1 and line.cells[0].casefold().startswith(("sep=", '"sep='))


def _score(cells: Sequence[str], words: Known) -> int:
    return len({field for field, _ in map(words.match, cells) if field})


def _named_again(above: Sequence[str], below: Sequence[str], words: Known, most: int) -> bool:
    """Tell whether the row below names the same columns in other words, as an export may."""
    same = [fold(cell) for cell in above] == [fold(cell) for cell in below]
    return not same and _score(below, words) >= max(2, most * 0.6)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    width = max(len(above), len(below))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*below, *[""] * (width - len(below))]
    return [low if low.strip() else high for high, low in zip(upper, lower, strict=True)]


def _looks_like_rows(cells: Sequence[str]) -> bool:
    """Tell whether most of what is there are numbers: then it is no heading."""
    filled = [cell for cell in cells if cell.strip()]
    numbers = sum(cell.strip()[:1].isdigit() for cell in filled)
    return numbers * 2 >= max(len(filled), 1)


def _top(
    row: Line,
    rows: Sequence[Line],
    *,
    over: Line | None = None,
    named_above: bool = False,
    sure: bool = True,
) -> Top:
    cells = row.cells
    if over:
        cells = _joined(row.cells, over.cells) if named_above else _joined(over.cells, row.cells)
    first = over or row
    below = [each.cells for each in rows if each.number > row.number]
    while cells and not cells[-1].strip() and not _holds(below, len(cells) - 1):
        cells = cells[:-1]
    above = sum(each.number < first.number for each in rows)
    return Top(
        row.number,
        tuple(" ".join(cell.split()) for cell in cells),
        over is not None,
        above,
        None if sure else _doubt(rows),
    )


def _holds(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether a row has something in a column without a heading."""
    return any(place < len(cells) and cells[place].strip() for cells in rows)


def _doubt(rows: Sequence[Line]) -> Doubt:
    shown = {str(each.number): _shown(each) for each in rows[:MOST_CHOICES]}
    return Doubt(
        "header_row",
        "No row holds headings that are known here. Which row holds the headings?",
        shown,
        str(rows[0].number),
        tuple(shown.values())[:3],
    )


def _shown(line: Line) -> str:
    cells = [shorten(cell.strip(), limit=20) for cell in line.cells if cell.strip()][:5]
    return f"Row {line.number}: {' | '.join(cells)}"
