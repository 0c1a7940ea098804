"""Every bad file, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from tests.make.bad_files import (
    columns,
    hostile,
    json_lines,
    open_documents,
    others,
    texts,
    workbooks,
)
from tests.make.bad_files.made import Bad


def bad_files() -> Iterator[Bad]:
    for kind in (
        *(texts.letters, texts.signs, texts.quotes, texts.unseen, texts.rows, texts.empty),
        *(columns.columns, columns.values, json_lines.json_lines, others.others),
        *(workbooks.sheets, workbooks.rows, workbooks.cells, open_documents.open_documents),
        *(hostile.archives, hostile.xml),
    ):
        yield from kind()
