"""Which sheet of a workbook is the table, and what else the workbook holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from fourfold.analysis.check.files.bringing.headings import Known
from fourfold.analysis.check.files.bringing.lines import Line
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.recognition import Doubt
from fourfold.reference.errors import shorten

TEMPLATE_DATA, TEMPLATE_OTHERS = "Data", frozenset(("Codes", "Read me"))
"""The sheets of our own template; see documents.contracts.sheets."""
FIRST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a workbook: a code of FORM, the row it begins in or 0, and what is shown."""

    code: str
    row: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. rows: gives its rows that hold anything, from the first, each time."""

    name: str
    hidden: bool
    rows: Callable[[], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet that is read, what to ask, and what to say about the others."""

    sheet: Sheet
    notes: tuple[Note, ...]
    doubt: Doubt | None = None


def choose(sheets: Sequence[Sheet], words: Known, answers: Mapping[str, str]) -> Chosen:
    """
    Return the sheet to read, and ask where it is not sure.

    Sure is the only one with rows, one with twice the known headings of any other, or as answered.
    :raises NotRead: if no sheet that can be seen holds anything.
    """
    heads = {each.name: _head(each) for each in sheets}
    ours = any(each.name == TEMPLATE_DATA for each in sheets)
    others = TEMPLATE_OTHERS if ours else frozenset()
    filled = [each for each in sheets if heads[each.name] and each.name not in others]
    seen = [each for each in filled if not each.hidden]
    hidden = tuple(Note("HIDDEN_SHEET", value=each.name) for each in filled if each.hidden)
    if not seen:
        raise NotRead("NO_SHEET")
    scores = {each.name: _score(heads[each.name], words) for each in seen}
    likely = max(seen, key=lambda each: scores[each.name])
    most = max(scores.values())
    # A sheet of codes bears a few of the headings too.
    known = [each for each in seen if most < 2 * scores[each.name]]
    answered = [each for each in seen if each.name == answers.get("sheet")]
    doubt = None
    if answered:
        likely = answered[0]
    elif len(seen) > 1 and len(known) != 1:
        doubt = _doubt(likely, seen, heads)
    left = tuple(Note("OTHER_SHEET", value=each.name) for each in seen if each is not likely)
    return Chosen(likely, hidden + left, doubt)


def _head(sheet: Sheet) -> list[Line]:
    return list(islice((line for line in sheet.rows() if not line.is_blank), FIRST_ROWS))


def _score(lines: Sequence[Line], words: Known) -> int:
    return max(
        (len({field for field, _ in map(words.match, each.cells) if field}) for each in lines),
        default=0,
    )


def _doubt(likely: Sheet, seen: Sequence[Sheet], heads: Mapping[str, list[Line]]) -> Doubt:
    ordered = [likely, *(each for each in seen if each is not likely)]
    shown = [
        f"{each.name}: " + " | ".join(cell for cell in heads[each.name][0].cells if cell.strip())
        for each in ordered[:3]
    ]
    return Doubt(
        "sheet",
        "Several sheets hold rows. Which one is to be read?",
        {each.name: each.name for each in ordered},
        likely.name,
        tuple(shorten(each, limit=120) for each in shown),
    )
