"""Bad tables of LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator

from tests.make.bad_files.asked import ROWS
from tests.make.bad_files.books import ODS_TABLE, ods, ods_row, packed
from tests.make.bad_files.made import Bad


def open_documents() -> Iterator[Bad]:
    yield Bad("ods good", "a table of LibreOffice", lambda: ods(ODS_TABLE))
    hidden = (
        '<style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    shown = f'<table:table table:name="A">{ODS_TABLE}</table:table>'
    kept = f'<table:table table:name="B" table:style-name="h">{ODS_TABLE}</table:table>'
    yield Bad("ods hidden", "a hidden table", lambda: ods("", tables=shown + kept, styles=hidden))
    yield Bad("ods only hidden", "only a hidden table", lambda: ods("", tables=kept, styles=hidden))
    yield Bad(
        "ods two", "two tables alike", lambda: ods("", tables=shown + shown.replace('"A"', '"C"'))
    )
    many = 'table:number-rows-repeated="1048570"'
    yield Bad(
        "ods empty rows", "a million empty rows", lambda: ods(ODS_TABLE + ods_row([""], more=many))
    )
    yield Bad(
        "ods repeated rows",
        "a row said to stand there a million times",
        lambda: ods(ODS_TABLE + ods_row(ROWS[0], more=many)),
    )
    wide = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    yield Bad(
        "ods repeated cells",
        "a cell said to stand there 16,384 times",
        lambda: ods(ODS_TABLE + ods_row([*ROWS[0], wide])),
    )
    number = 'office:value-type="float" office:value="15"'
    error = 'calcext:value-type="error" xmlns:calcext="x"'
    for name, wrong, held in (
        ("formula", "a formula", f'table:formula="of:=[.A1]" {number}'),
        ("error", "a cell with an error", f'table:formula="of:=1/0" {error}'),
        ("merged", "merged cells", f'table:number-rows-spanned="2" {number}'),
        ("yes", "true for yes", 'office:value-type="boolean" office:boolean-value="true"'),
    ):
        made = f"<table:table-cell {held}><text:p>15</text:p></table:table-cell>"
        row = [*ROWS[0][:4], made, *ROWS[0][5:]]
        yield Bad(f"ods {name}", wrong, lambda r=row: ods(ODS_TABLE + ods_row(r)))
    note = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>secret'
        '</text:p></office:annotation><text:p>a<text:s text:c="2"/>b</text:p>'
        "</table:table-cell>"
    )
    yield Bad(
        "ods comment",
        "a cell with a comment",
        lambda: ods(ODS_TABLE + ods_row([*ROWS[0][:7], note])),
    )
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2017-04-28">'
        "<text:p>4/28/17</text:p></table:table-cell>"
    )
    yield Bad(
        "ods day",
        "a day as it is kept",
        lambda: ods(ODS_TABLE + ods_row([ROWS[0][0], day, *ROWS[0][2:]])),
    )
    yield Bad(
        "ods March 7",
        "a day in a column of codes",
        lambda: ods(ODS_TABLE + ods_row([*ROWS[0][:6], day, ROWS[0][7]])),
    )
    yield Bad(
        "ods password",
        "a table with a password",
        lambda: ods(ODS_TABLE, manifest=b"<manifest><encryption-data/></manifest>"),
    )
    yield Bad("ods broken", "a table that is no XML", lambda: ods("<table:table-row>"))
    yield Bad(
        "ods without content",
        "a table without its content",
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    )
