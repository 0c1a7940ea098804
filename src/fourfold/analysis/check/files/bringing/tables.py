"""Every kind of file as rows of text, opened in one way."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from fourfold.analysis.check.files.bringing.encodings import Encoding, encoding_of
from fourfold.analysis.check.files.bringing.headings import Known, known
from fourfold.analysis.check.files.bringing.kinds import Form, form_of
from fourfold.analysis.check.files.bringing.limits import Limits
from fourfold.analysis.check.files.bringing.lines import Line
from fourfold.analysis.check.files.bringing.texts import DELIMITERS, rows_of_text, said_delimiter
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.recognition import Doubt, FileKind, Recognition
from fourfold.analysis.check.files.source import Source
from fourfold.reference.contracts import Contract
from fourfold.reference.errors import shorten

SAMPLE_ROWS = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A file that can be read row by row.

    rows: gives them anew, from the first, each time. notes: codes of FORM with a value that are
    known after the rows were read.
    """

    kind: FileKind
    rows: Callable[[], Iterator[Line]]
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    doubts: tuple[Doubt, ...] = ()
    notes: Callable[[], Sequence[tuple[str, str]]] = tuple


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
    if form is not Form.TEXT:
        raise NotRead("NOT_A_TABLE")
    return _text(source, contract, answers)


def _text(source: Source, contract: Contract, answers: Mapping[str, str]) -> Opened:
    encoding = encoding_of(source, answer=answers.get("encoding", ""))
    delimiter, doubt = _delimiter(source, encoding, known(contract), answers.get("delimiter", ""))
    doubts = tuple(each for each in (encoding.doubt, doubt) if each)

    def rows() -> Iterator[Line]:
        return text_rows(source, encoding, delimiter)

    return Opened(FileKind.TEXT, rows, encoding.name, delimiter, doubts=doubts)


def text_rows(source: Source, encoding: Encoding, delimiter: str) -> Iterator[Line]:
    """Yield the rows of a text as it is recognised."""
    return rows_of_text(source, encoding=encoding.name, mark=encoding.mark, delimiter=delimiter)


def _delimiter(
    source: Source, encoding: Encoding, words: Known, answer: str
) -> tuple[str, Doubt | None]:
    """Return what stands between cells: what the file says, or what makes most sense of it."""
    with source.open() as raw:
        raw.seek(encoding.mark)
        text = io.TextIOWrapper(raw, encoding.name, errors="replace", newline="")
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
    widths = [len(each.cells) for each in lines if not each.is_blank]
    common = max(set(widths), key=widths.count)
    alike = widths.count(common) / len(widths) if common > 1 else 0.0
    return headings, alike, " | ".join(shorten(cell, limit=20) for cell in filled[0].cells[:6])
