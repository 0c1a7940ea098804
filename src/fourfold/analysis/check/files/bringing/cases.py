"""The file of one case in HTCDS: a field a row becomes one row with a field a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fourfold.analysis.check.files.bringing.encodings import Encoding
from fourfold.analysis.check.files.bringing.headings import fold
from fourfold.analysis.check.files.bringing.lines import Fault, Line
from fourfold.analysis.check.files.bringing.texts import text_of
from fourfold.analysis.check.files.source import Source
from fourfold.reference import htcds

MOST = 5_000_000
"""Characters of one case."""
HEAD, ONLY = 0, 1


def is_case(cells: Sequence[str]) -> bool:
    """Tell whether these are the headings of a case: field, value, and maybe nth."""
    held = [fold(cell) for cell in cells if cell.strip()]
    return {"field", "value"} <= set(held) <= set(htcds.COLUMNS)


def row_of_case(source: Source, encoding: Encoding) -> Callable[[], Iterator[Line]]:
    """Return what gives the fields' names and the one row of the case."""

    def rows() -> Iterator[Line]:
        with text_of(source, encoding.name, encoding.mark) as text:
            read = text.read(MOST)
        try:
            facts = htcds.read(read)
        except htcds.NotReadable as problem:
            yield Line(HEAD, [])
            for number, each in enumerate(problem.problems, start=ONLY):
                fault = Fault("NOT_IN_STANDARD", value=str(each))
                yield Line(number, [each.field], (fault,), taken=False)
            return
        first: dict[str, str] = {}
        for (name, _), value in facts.items():
            first.setdefault(name, value)
        names = list(first)
        more = [Fault("SEVERAL_IN_CASE", names.index(name)) for name, nth in facts if nth == 2]
        yield Line(HEAD, names)
        yield Line(ONLY, list(first.values()), tuple(more))

    return rows
