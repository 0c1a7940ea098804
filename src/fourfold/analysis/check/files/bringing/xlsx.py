"""
XLSX and XLSM, row by row: values as people see them, and how they came to be.

Nothing is run and nothing is held but one row and the workbook's list of texts. Libraries that load
a sheet as a block of memory are not used: two cells in far corners of one would take all there is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from zipfile import ZipFile

from fourfold.analysis.check.files.bringing import archives, markup
from fourfold.analysis.check.files.bringing.limits import MOST_COLUMNS, Limits
from fourfold.analysis.check.files.bringing.lines import Fault, Line
from fourfold.analysis.check.files.bringing.sheets import Note, Sheet
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.bringing.values import (
    DAY,
    MOST_DIGITS,
    NUMBER,
    shown_as,
    unescaped,
    written,
)
from fourfold.analysis.check.files.source import Source

MOST_TEXT = 100_000_000
"""Characters in a workbook's list of texts."""
MOST_TEXTS = 2_000_000
MOST_MERGED = 1_000
_EMPTY = re.compile(rb'<(?:c|row) r="[A-Z0-9]+"[^<>]*/>')
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


class Workbook:
    """An XLSX file. sheets: those that are tables. notes: what is said about it, known later."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """
        Read what all sheets share; no cell yet.

        :raises NotRead: if it is damaged, locked or hostile.
        """
        self._source, self._limits = source, limits
        with archives.opened(source, limits) as archive:
            names = archive.namelist()
            self._has_macros = any("vbaproject" in each.casefold() for each in names)
            path = next(each for each in names if archives.is_book(each))
            book, links = _Book(), _Links()
            self._read(archive, path, book)
            folder, _, name = path.rpartition("/")
            self._read(archive, f"{folder}/_rels/{name}.rels", links)
            parts = {key: posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
                     if not target.startswith("/") else target.lstrip("/")
                     for key, target in links.targets.items()}  # fmt: skip
            styles, texts = _Styles(), _Texts()
            self._read(archive, _part(parts, links, "styles"), styles)
            self._read(archive, _part(parts, links, "sharedStrings"), texts)
        self.styles, self.texts = styles.shown, texts.held
        self.from_1904 = book.from_1904
        self._found: list[Note] = []
        self._has_days = False
        self.sheets = [
            Sheet(name, hidden, self._rows(parts[link]))
            for name, link, hidden in book.sheets
            if link in parts and links.kinds[link] == "worksheet" and parts[link] in names
        ]

    def notes(self) -> list[Note]:
        """Return what is to be said, after the rows were read."""
        said = [Note("MACROS")] if self._has_macros else []
        if self.from_1904 and self._has_days:
            said.append(Note("DATES_1904"))
        return said + self._found

    def _read(self, archive: ZipFile, part: str, handler: markup.Handler) -> None:
        if part in archive.namelist():
            markup.read_whole(archives.pieces(archive, part, self._limits), handler)

    def _rows(self, part: str) -> Callable[[], Iterator[Line]]:
        def rows() -> Iterator[Line]:
            cells = _Cells(self.styles, self.texts, from_1904=self.from_1904)
            with archives.opened(self._source, self._limits) as archive:
                pieces = archives.pieces(archive, part, self._limits)
                for _ in markup.read(map(_without_empty, pieces), cells):
                    yield from cells.taken()
            self._found, self._has_days = cells.merged, cells.has_days

        return rows


def _part(parts: dict[str, str], links: _Links, kind: str) -> str:
    return next((parts[key] for key, held in links.kinds.items() if held == kind), "")


def _without_empty(piece: bytes) -> bytes:
    """Return a piece without cells and rows that hold nothing, of which there may be millions."""
    return _EMPTY.sub(b"", piece) if b"/>" in piece else piece


class _Quiet:
    """Hears nothing."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, name: str) -> None:
        pass

    def text(self, piece: str) -> None:
        pass


class _Book(_Quiet):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            link = next((held for key, held in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), link, hidden))


class _Links(_Quiet):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            key = attributes.get("Id", "")
            self.targets[key] = attributes.get("Target", "")
            self.kinds[key] = attributes.get("Type", "").rpartition("/")[2]


class _Styles(_Quiet):
    def __init__(self) -> None:
        self.shown: list[str] = []
        self._formats: dict[int, str] = {}
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = int(attributes.get("numFmtId", 0))
            self.shown.append(shown_as(number, self._formats.get(number, "")))

    def end(self, name: str) -> None:
        self._inside = self._inside and name != "cellXfs"


class _Texts(_Quiet):
    """The workbook's list of texts; how words are to be spoken (rPh) is left out."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self._parts: list[str] = []
        self._inside = self._spoken = False
        self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
            if len(self.held) >= MOST_TEXTS:
                raise NotRead("UNPACKS_TOO_MUCH")
        elif name == "rPh":
            self._spoken = True
        self._inside = name == "t" and not self._spoken

    def text(self, piece: str) -> None:
        if self._inside:
            self._parts.append(piece)
            self._size += len(piece)
            if self._size > MOST_TEXT:
                raise NotRead("UNPACKS_TOO_MUCH")

    def end(self, name: str) -> None:
        self._inside = False
        if name == "si":
            self.held.append(unescaped("".join(self._parts)))
        elif name == "rPh":
            self._spoken = False


class _Cells(_Quiet):
    """The rows of one sheet as they are read."""

    def __init__(self, styles: list[str], texts: list[str], *, from_1904: bool) -> None:
        self.merged: list[Note] = []
        self.has_days = False
        self._styles, self._texts, self._from_1904 = styles, texts, from_1904
        self._rows: list[Line] = []
        self._number = 0
        self._cells: dict[int, str] = {}
        self._typed: dict[int, str] = {}
        self._faults: list[Fault] = []
        self._place = -1
        self._kind, self._style = "n", 0
        self._parts: list[str] = []
        self._formula = self._inside = self._spoken = self._hidden = False

    def taken(self) -> list[Line]:
        """Return the rows that are whole, each once."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._inside = not self._spoken
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._hidden = attributes.get("hidden", "0") in ("1", "true")
            self._cells, self._typed, self._faults, self._place = {}, {}, [], -1
        elif name == "rPh":
            self._spoken = True
        elif name == "mergeCell" and len(self.merged) < MOST_MERGED:
            at = _PLACE.match(attributes.get("ref", "").partition(":")[0])
            row = int(at[2]) if at else 0
            self.merged.append(Note("MERGED_CELLS", row, attributes.get("ref", "")))

    def text(self, piece: str) -> None:
        if self._inside:
            self._parts.append(piece)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._inside = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._spoken = False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        at = _PLACE.match(attributes.get("r", ""))
        self._place = _column(at[1]) if at else self._place + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._parts, self._formula = [], False

    def _end_cell(self) -> None:
        place, value = self._place, "".join(self._parts)
        if self._formula:
            lost = not value and self._kind not in ("str", "inlineStr")
            code = "FORMULA_WITHOUT_VALUE" if lost else "FORMULA"
            if self._kind != "e":
                self._faults.append(Fault(code, place, value[:80]))
        if not value:
            return
        if self._kind == "e":
            self._faults.append(Fault("FORMULA_ERROR", place, value[:80]))
        elif place < MOST_COLUMNS:
            self._cells[place] = self._value(value, place)
        elif not any(each.code == "LONG_ROW" for each in self._faults):
            self._faults.append(Fault("LONG_ROW", value=value[:80]))

    def _value(self, value: str, place: int) -> str:
        if self._kind == "s":
            at = int(value)
            return self._texts[at] if 0 <= at < len(self._texts) else "\ufffd"
        if self._kind == "b":
            return "yes" if value.strip() == "1" else "no"
        if self._kind == "d":
            self._typed[place] = DAY
            return value.replace("T00:00:00", "").removesuffix("Z").replace("T", " ")
        if self._kind != "n":
            return unescaped(value)
        shown = self._styles[self._style] if 0 <= self._style < len(self._styles) else ""
        text, typed = written(value, shown, from_1904=self._from_1904)
        if typed:
            self._typed[place] = typed
            self.has_days = self.has_days or typed == DAY
        if typed == NUMBER and abs(float(value)) >= MOST_DIGITS:
            self._faults.append(Fault("SCIENTIFIC_NUMBER", place, text))
        return text

    def _end_row(self) -> None:
        if not self._cells and not self._faults:
            return
        if self._hidden:
            self._faults.append(Fault("HIDDEN_ROW"))
        cells = [""] * (max(self._cells, default=-1) + 1)
        for place, value in self._cells.items():
            cells[place] = value
        taken = not any(each.code == "LONG_ROW" for each in self._faults)
        self._rows.append(Line(self._number, cells, tuple(self._faults), taken, self._typed))


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    place = 0
    for each in letters.upper():
        place = place * 26 + ord(each) - 64
    return place - 1
