"""Every kind of file as rows of text, opened in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from fourfold.analysis.check.files.bringing import ods, xlsx
from fourfold.analysis.check.files.bringing.cases import is_case, row_of_case
from fourfold.analysis.check.files.bringing.encodings import Encoding, encoding_of
from fourfold.analysis.check.files.bringing.headings import Known, known
from fourfold.analysis.check.files.bringing.json_lines import rows_of_objects
from fourfold.analysis.check.files.bringing.kinds import Form, form_of
from fourfold.analysis.check.files.bringing.limits import Limits
from fourfold.analysis.check.files.bringing.lines import Line
from fourfold.analysis.check.files.bringing.sheets import Note, choose
from fourfold.analysis.check.files.bringing.texts import (
    DELIMITERS,
    rows_of_text,
    said_delimiter,
    text_of,
)
from fourfold.analysis.check.files.recognition import Doubt, FileKind, Recognition
from fourfold.analysis.check.files.source import Source
from fourfold.reference.contracts import Contract
from fourfold.reference.errors import shorten

SAMPLE_ROWS = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A file that can be read row by row.

    rows: gives them anew, from the first, each time. notes: what is known after they were read.
    """

    kind: FileKind
    rows: Callable[[], Iterator[Line]]
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    doubts: tuple[Doubt, ...] = ()
    notes: Callable[[], Sequence[Note]] = tuple


def reopened(
    source: Source, recognition: Recognition, contract: Contract, limits: Limits
) -> Opened:
    """
    Open a file again as it was recognised.

    :raises NotRead: as `opened`; a file may be found broken only when all of it is read.
    """
    signs = {sign: name for name, sign in DELIMITERS.items()}
    answers = {
        "encoding": recognition.encoding,
        "delimiter": signs.get(recognition.delimiter, ""),
        "sheet": recognition.sheet,
    }
    return opened(source, contract, answers, limits)


def opened(
    source: Source, contract: Contract, answers: Mapping[str, str], limits: Limits
) -> Opened:
    """
    Open a file by what is in it.

    :raises NotRead: if it cannot be read at all.
    """
    form = form_of(source, limits)
    if form is Form.TEXT:
        return _text(source, contract, answers)
    if form is Form.JSON_LINES:
        encoding = encoding_of(source, answer=answers.get("encoding", ""))
        return Opened(FileKind.JSON_LINES, rows_of_objects(source, encoding), encoding.name)
    return _workbook(source, contract, answers, limits, form)


def _workbook(
    source: Source, contract: Contract, answers: Mapping[str, str], limits: Limits, form: Form
) -> Opened:
    book = (xlsx.Workbook if form is Form.XLSX else ods.Workbook)(source, limits)
    chosen = choose(book.sheets, known(contract), answers)

    def notes() -> list[Note]:
        return [*chosen.notes, *book.notes()]

    doubts = (chosen.doubt,) if chosen.doubt else ()
    rows = chosen.sheet.rows
    return Opened(FileKind.WORKBOOK, rows, sheet=chosen.sheet.name, doubts=doubts, notes=notes)


def _text(source: Source, contract: Contract, answers: Mapping[str, str]) -> Opened:
    encoding = encoding_of(source, answer=answers.get("encoding", ""))
    delimiter, doubt = _delimiter(source, encoding, known(contract), answers.get("delimiter", ""))
    doubts = tuple(each for each in (encoding.doubt, doubt) if each)

    def rows() -> Iterator[Line]:
        return text_rows(source, encoding, delimiter)

    first = next((each.cells for each in rows() if not each.is_blank), [])
    if delimiter == "," and is_case(first):
        return Opened(FileKind.HTCDS_CASE, row_of_case(source, encoding), encoding.name)
    return Opened(FileKind.TEXT, rows, encoding.name, delimiter, doubts=doubts)


def text_rows(source: Source, encoding: Encoding, delimiter: str) -> Iterator[Line]:
    """Yield the rows of a text as it is recognised."""
    return rows_of_text(source, encoding=encoding.name, mark=encoding.mark, delimiter=delimiter)


def _delimiter(
    source: Source, encoding: Encoding, words: Known, answer: str
) -> tuple[str, Doubt | None]:
    """Return what stands between cells: what the file says, or what makes most sense of it."""
    with text_of(source, encoding.name, encoding.mark) as text:
        first = text.readline(80)
    if said := said_delimiter(first):
        return said, None
    if answer in DELIMITERS:
        return DELIMITERS[answer], None
    tried = {name: _fit(source, encoding, sign, words) for name, sign in DELIMITERS.items()}
    best = max(tried, key=lambda name: tried[name][:2])
    rivals = [
        name
        for name, fit in tried.items()
        if name != best and fit[:2] == tried[best][:2] and fit[1] > 0
    ]
    if not rivals:
        return DELIMITERS[best], None
    choices = {name: f"a {name}" for name in (best, *rivals)}
    shown = tuple(f"{name}: {tried[name][2]}" for name in choices)
    return DELIMITERS[best], Doubt(
        "delimiter", "Which of these shows your columns as they are?", choices, best, shown
    )


def _fit(source: Source, encoding: Encoding, sign: str, words: Known) -> tuple[int, float, str]:
    """Return how many headings are known, how alike the rows are (0 to 1), and a sample."""
    lines = list(islice(text_rows(source, encoding, sign), SAMPLE_ROWS))
    filled = [each for each in lines if len(each.cells) > 1]
    headings = max(
        (len({field for field, _ in map(words.match, each.cells) if field}) for each in lines[:30]),
        default=0,
    )
    if not filled:
        return headings, 0.0, ""
    widths = [len(each.cells) for each in lines if not each.is_blank] or [0]
    common = max(set(widths), key=widths.count)
    alike = widths.count(common) / len(widths) if common > 1 else 0.0
    return headings, alike, " | ".join(shorten(cell, limit=20) for cell in filled[0].cells[:6])
