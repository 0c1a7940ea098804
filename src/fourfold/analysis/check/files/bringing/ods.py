"""ODS, row by row: values as people see them; what is repeated is counted, not written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fourfold.analysis.check.files.bringing import archives, markup
from fourfold.analysis.check.files.bringing.limits import MOST_COLUMNS, Limits
from fourfold.analysis.check.files.bringing.lines import Fault, Line
from fourfold.analysis.check.files.bringing.sheets import Note, Sheet
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.bringing.values import DAY, NUMBER, written
from fourfold.analysis.check.files.source import Source

MOST_REPEATED = 100_000
"""Rows with something in them that are said to be repeated; more were never typed."""
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


class Workbook:
    """An ODS file. sheets: its tables. notes: what is said about it, known later."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """
        Find its tables.

        :raises NotRead: if it is damaged, locked or hostile.
        """
        self._source, self._limits = source, limits
        self._found: list[Note] = []
        with archives.opened(source, limits) as archive:
            names = archive.namelist()
            self._has_macros = any(each.startswith(("Basic/", "Scripts/")) for each in names)
            if _MANIFEST in names:
                held = b"".join(archives.pieces(archive, _MANIFEST, limits))
                if b"encryption-data" in held:
                    raise NotRead("PASSWORD")
        tables = _Tables("")
        for _ in self._read(tables):
            pass
        hidden = [tables.styles.get(style) == "hidden" for style in tables.style_of]
        self.sheets = [
            Sheet(name, is_hidden, self._rows(name))
            for name, is_hidden in zip(tables.names, hidden, strict=True)
        ]

    def notes(self) -> list[Note]:
        """Return what is to be said, after the rows were read."""
        return ([Note("MACROS")] if self._has_macros else []) + self._found

    def _read(self, tables: _Tables) -> Iterator[None]:
        with archives.opened(self._source, self._limits) as archive:
            yield from markup.read(archives.pieces(archive, _CONTENT, self._limits), tables)

    def _rows(self, name: str) -> Callable[[], Iterator[Line]]:
        def rows() -> Iterator[Line]:
            tables = _Tables(name)
            for _ in self._read(tables):
                for line, times in tables.taken():
                    if times > MOST_REPEATED:
                        raise NotRead("STRANGE_PARTS", detail=f"a row stands there {times:,} times")
                    for more in range(times):
                        yield replace(line, number=line.number + more) if more else line
                if tables.is_over:
                    break
            self._found = tables.merged

        return rows


class _Tables:
    """The rows of one table as they are read; wanted: its name."""

    def __init__(self, wanted: str) -> None:
        self.names: list[str] = []
        self.style_of: list[str] = []
        self.styles: dict[str, str] = {}
        self.merged: list[Note] = []
        self.is_over = False
        self._wanted, self._reads = wanted, False
        self._rows: list[tuple[Line, int]] = []
        self._number = self._times = 0
        self._style = ""
        self._cells: dict[int, str] = {}
        self._typed: dict[int, str] = {}
        self._faults: list[Fault] = []
        self._place = self._wide = 0
        self._held: dict[str, str] = {}
        self._parts: list[str] = []
        self._inside = self._aside = 0
        self._hidden = False

    def taken(self) -> list[tuple[Line, int]]:
        """Return the rows that are whole, each once, and how many times they stand there."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._start_table(attributes)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.styles[self._style] = "hidden"
        elif not self._reads:
            return
        elif name in ("table-cell", "covered-table-cell"):
            self._held, self._parts = attributes, []
        elif name == "p" and not self._aside:
            if self._parts:
                self._parts.append("\n")
            self._inside += 1
        elif name == "annotation":
            self._aside += 1
        elif name == "table-row":
            self._times = _count(attributes, "table:number-rows-repeated")
            self._hidden = attributes.get("table:visibility", "visible") != "visible"
            self._cells, self._typed, self._faults, self._place = {}, {}, [], 0
        elif self._inside and name in ("s", "tab", "line-break"):
            count = min(_count(attributes, "text:c"), 1_000)
            self._parts.append({"s": " " * count, "tab": "\t", "line-break": "\n"}[name])

    def text(self, piece: str) -> None:
        if self._inside and not self._aside:
            self._parts.append(piece)

    def end(self, name: str) -> None:
        if not self._reads:
            return
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "p" and not self._aside:
            self._inside -= 1
        elif name == "annotation":
            self._aside -= 1
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._reads, self.is_over = False, True

    def _start_table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        self.names.append(name)
        self.style_of.append(attributes.get("table:style-name", ""))
        self._reads = bool(self._wanted) and name == self._wanted and not self.is_over

    def _end_cell(self) -> None:
        wide = _count(self._held, "table:number-columns-repeated")
        value, typed = self._value()
        place, self._place = self._place, self._place + wide
        if "table:formula" in self._held:
            self._faults.append(
                Fault("FORMULA" if value else "FORMULA_WITHOUT_VALUE", place, value)
            )
        if "error" in (self._held.get("calcext:value-type"),):
            self._faults.append(Fault("FORMULA_ERROR", place, value[:80]))
            return
        spans = ("table:number-columns-spanned", "table:number-rows-spanned")
        if any(_count(self._held, each) > 1 for each in spans) and len(self.merged) < MOST_COLUMNS:
            self.merged.append(Note("MERGED_CELLS", self._number + 1, value[:40]))
        if not value:
            return
        if place + wide > MOST_COLUMNS:
            self._faults.append(Fault("LONG_ROW", value=value[:80]))
            wide = max(MOST_COLUMNS - place, 0)
        for more in range(wide):
            self._cells[place + more] = value
            if typed:
                self._typed[place + more] = typed

    def _value(self) -> tuple[str, str]:
        kind = self._held.get("office:value-type", "")
        shown = "".join(self._parts)
        if kind == "date" and "office:date-value" in self._held:
            return self._held["office:date-value"].replace("T00:00:00", "").replace("T", " "), DAY
        if kind in ("float", "currency", "percentage"):
            value, typed = written(self._held.get("office:value", ""), "", from_1904=False)
            zeros = shown.isdigit() and len(shown) > len(value) and int(shown) == int(value or -1)
            return (shown if zeros else value), typed or NUMBER
        if kind == "boolean":
            return ("yes" if self._held.get("office:boolean-value") == "true" else "no"), ""
        return shown or self._held.get("office:string-value", ""), ""

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._times
        if not self._cells and not self._faults:
            return
        if self._hidden:
            self._faults.append(Fault("HIDDEN_ROW"))
        cells = [""] * (max(self._cells, default=-1) + 1)
        for place, value in self._cells.items():
            cells[place] = value
        taken = not any(each.code == "LONG_ROW" for each in self._faults)
        line = Line(first, cells, tuple(self._faults), taken, self._typed)
        self._rows.append((line, self._times))


def _count(attributes: dict[str, str], name: str) -> int:
    held = attributes.get(name, "1")
    return max(int(held), 1) if held.isascii() and held.isdecimal() and len(held) < 9 else 1
