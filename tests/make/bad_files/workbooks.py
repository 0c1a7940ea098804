"""Workbooks with bad sheets, rows and cells."""

from __future__ import annotations

from collections.abc import Iterator

from tests.make.bad_files.asked import HEADINGS
from tests.make.bad_files.books import (
    BOOK,
    DAY,
    OWN_DAY,
    SHEET,
    TABLE,
    cell,
    good,
    number,
    packed,
    parts,
    sheet,
    xlsx,
)
from tests.make.bad_files.made import Bad

NOTHING = sheet([])
OTHER = sheet([["year", "visitor", "visits"], ["2017", "Made up", "3"]])
STYLED = '<c r="{at}" s="1"/>'


def sheets() -> Iterator[Bad]:
    yield Bad("sheets other", "a second sheet with rows", lambda: xlsx(sheet(TABLE), OTHER))
    yield Bad(
        "sheets two alike",
        "two sheets with the same headings",
        lambda: xlsx(sheet(TABLE), sheet(TABLE), names=("North", "South")),
    )
    yield Bad(
        "sheets two answered",
        "two sheets alike; the person said South",
        lambda: xlsx(sheet(TABLE[:2]), sheet(TABLE), names=("North", "South")),
        {"sheet": "South"},
    )
    yield Bad(
        "sheets unknown",
        "two sheets with nothing known",
        lambda: xlsx(sheet([["a"], ["b"]]), sheet([["c"], ["d"]])),
    )
    yield Bad(
        "sheets hidden", "a hidden sheet with rows", lambda: xlsx(sheet(TABLE), OTHER, hidden=(2,))
    )
    yield Bad(
        "sheets all hidden",
        "the only sheet is hidden",
        lambda: xlsx(NOTHING, sheet(TABLE), hidden=(2,)),
    )
    yield Bad("sheets empty", "three empty sheets", lambda: xlsx(NOTHING, NOTHING, NOTHING))
    yield Bad("sheets none", "no sheet at all", lambda: xlsx())
    yield Bad("sheets first empty", "the first sheet is empty", lambda: xlsx(NOTHING, sheet(TABLE)))
    yield Bad(
        "sheets template",
        "our template with its other sheets",
        lambda: xlsx(sheet(TABLE), OTHER, OTHER, names=("Data", "Read me", "Codes")),
    )
    yield Bad(
        "sheets chart",
        "a chart for a sheet",
        lambda: packed(
            {
                name: held.replace(b'/worksheet"', b'/chartsheet"')
                for name, held in parts(sheet(TABLE)).items()
            }
        ),
    )
    yield Bad("macros", "a workbook with macros", lambda: xlsx(sheet(TABLE), macros=True))


def rows() -> Iterator[Bad]:
    blank: list[object] = []
    yield Bad("book title", "a title above", lambda: xlsx(sheet([["Stays"], blank, *TABLE])))
    yield Bad(
        "book title merged",
        "a merged title above",
        lambda: xlsx(
            sheet([["Stays"], *TABLE], behind='<mergeCells><mergeCell ref="A1:H1"/></mergeCells>')
        ),
    )
    yield Bad(
        "book two headings",
        "merged headings in two rows",
        lambda: xlsx(
            sheet(
                [[*HEADINGS[:4], "Person", "", "", ""], ["", "", "", "", *HEADINGS[4:]], *TABLE[1:]]
            )
        ),
    )
    yield Bad(
        "book merged",
        "merged towns",
        lambda: xlsx(
            sheet(
                [*TABLE[:2], ["00418", "2017-05-02", "", "", "", "", "", ""]],
                behind='<mergeCells><mergeCell ref="C2:C3"/></mergeCells>',
            )
        ),
    )
    yield Bad(
        "book total",
        "a total under the rows",
        lambda: xlsx(sheet([*TABLE, ["Total", "", "", "", 31]])),
    )
    yield Bad(
        "book headings again",
        "the headings once more",
        lambda: xlsx(sheet([*TABLE, HEADINGS, TABLE[1]])),
    )
    yield Bad(
        "book blank rows",
        "two empty rows between",
        lambda: xlsx(sheet([*TABLE[:2], blank, blank, *TABLE[2:]])),
    )
    yield Bad(
        "book hidden row",
        "a row hidden by a filter",
        lambda: packed(
            {
                name: held.replace(b'<row r="3">', b'<row r="3" hidden="1">')
                for name, held in parts(sheet(TABLE)).items()
            }
        ),
    )
    yield Bad(
        "book starts at C5",
        "the table begins at C5",
        lambda: xlsx(sheet([["", "", *row] for row in TABLE], first=5)),
    )
    yield Bad("book only headings", "headings and no row", lambda: xlsx(sheet(TABLE[:1])))
    yield Bad(
        "book 200 columns",
        "200 columns",
        lambda: xlsx(sheet([[*row, *[f"x{n}" for n in range(192)]] for row in TABLE])),
    )
    yield Bad(
        "book empty rows",
        "a million empty rows",
        lambda: _with(b'<row r="%d" spans="1:8"/>', 1_048_576),
    )
    yield Bad(
        "book empty cells",
        "a million empty cells with a color",
        lambda: _with(b'<c r="A%d" s="1"/>', 1_000_000),
    )
    yield Bad(
        "book far corner",
        "one cell in the last corner",
        lambda: good(H4=cell(16_383, 1_048_576, "x")),
    )
    yield Bad(
        "book far down",
        "a row at 1,048,576",
        lambda: xlsx(_more(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
    )
    yield Bad(
        "book row without end",
        "a row number of 30 digits",
        lambda: xlsx(_more(b'<row r="' + b"9" * 30 + b'"><c><v>1</v></c></row>')),
    )
    yield Bad(
        "book row of words",
        "a row number in words",
        lambda: xlsx(_more(b'<row r="two"><c><v>1</v></c></row>')),
    )


def _more(row: bytes) -> bytes:
    return sheet(TABLE).replace(b"</sheetData>", row + b"</sheetData>")


def _with(one: bytes, times: int) -> bytes:
    return xlsx(_more(b"".join(one % number for number in range(5, times))))


def cells() -> Iterator[Bad]:
    formula = "><f>A1</f>"
    yield Bad(
        "book formula",
        "a formula with its value",
        lambda: good(E2=f'<c r="E2"{formula}<v>15</v></c>'),
    )
    yield Bad(
        "book formula text",
        "a formula with a text",
        lambda: good(H2=f'<c r="H2" t="str"{formula}<v>Made up</v></c>'),
    )
    yield Bad(
        "book formula lost",
        "a formula without its value",
        lambda: good(E2=f'<c r="E2"{formula}</c>'),
    )
    yield Bad(
        "book formula elsewhere",
        "a formula that calls another place",
        lambda: good(H2='<c r="H2" t="str"><f>WEBSERVICE("//x")</f><v>a</v></c>'),
    )
    yield Bad(
        "book formula DDE",
        "a formula that runs a program",
        lambda: good(H2='<c r="H2" t="str"><f>cmd|\'/c calc\'!A0</f><v>a</v></c>'),
    )
    for error in ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"):
        yield Bad(
            f"book {error}",
            f"a cell that shows {error}",
            lambda e=error: good(E2=f'<c r="E2" t="e"{formula}<v>{e}</v></c>'),
        )
    yield Bad(
        "book 1904",
        "days counted from 1904",
        lambda: xlsx(sheet(TABLE, B2=number("B2", 41391, DAY)), book='<workbookPr date1904="1"/>'),
    )
    yield Bad(
        "book days",
        "days as a spreadsheet keeps them",
        lambda: good(B2=number("B2", 42853, DAY), B3=number("B3", 42857, OWN_DAY)),
    )
    yield Bad(
        "book day with time", "a day with a time", lambda: good(B2=number("B2", 42853.5, DAY))
    )
    yield Bad("book day as number", "a day without a format", lambda: good(B2=number("B2", 42853)))
    yield Bad(
        "book day of never",
        "a day beyond all calendars",
        lambda: good(B2=number("B2", 99_999_999, DAY)),
    )
    yield Bad(
        "book March 7", "a day in a column of codes", lambda: good(G2=number("G2", 46088, OWN_DAY))
    )
    yield Bad(
        "book day for a count",
        "a day in a column of counts",
        lambda: good(E2=number("E2", 15, DAY)),
    )
    yield Bad("book zeros lost", "417 for 00417", lambda: good(A2=number("A2", 417)))
    yield Bad("book zeros shown", "417, shown as 00417", lambda: good(A2=number("A2", 417, 2)))
    yield Bad("book zeros of code", "1 for 01", lambda: good(G2=number("G2", 1)))
    yield Bad(
        "book long number",
        "a number of 17 digits",
        lambda: good(H2=number("H2", "1.2345678901234568E+16")),
    )
    yield Bad(
        "book scientific",
        "860555000000, shown as 8.60555E+11",
        lambda: good(H2=number("H2", "8.60555E+11")),
    )
    yield Bad("book number as text", "numbers kept as text", lambda: good())
    yield Bad("book yes", "true for yes", lambda: good(H2='<c r="H2" t="b"><v>1</v></c>'))
    yield Bad(
        "book rich text",
        "a text in two colors",
        lambda: good(
            H2='<c r="H2" t="inlineStr"><is><r><t>Came </t></r><r><t>by</t></r>'
            "<rPh><t>x</t></rPh></is></c>"
        ),
    )
    yield Bad(
        "book escaped", "a line end written _x000D_", lambda: good(H2=cell(7, 2, "a_x000D_\nb"))
    )
    yield Bad("book hidden letters", "a zero-width space", lambda: good(H2=cell(7, 2, "a\u200bb")))
    yield Bad(
        "book text lost",
        "a text that is not in the list",
        lambda: good(H2='<c r="H2" t="s"><v>99</v></c>'),
    )
    yield Bad(
        "book text of no number",
        "a text by no number",
        lambda: good(H2='<c r="H2" t="s"><v>a</v></c>'),
    )
    yield Bad(
        "book style lost",
        "a style that is not there",
        lambda: good(E2='<c r="E2" s="999"><v>15</v></c>'),
    )
    yield Bad(
        "book style negative",
        "a style below nothing",
        lambda: good(E2='<c r="E2" s="-5"><v>15</v></c>'),
    )
    yield Bad("book infinite", "a number without end", lambda: good(E2=number("E2", "1e999")))
    yield Bad("book no number", "letters for a number", lambda: good(E2=number("E2", "abc")))
    yield Bad(
        "book starts like formula", "a text that begins with =", lambda: good(H2=cell(7, 2, "=1+1"))
    )
    prefixed = {
        name: held.replace(b"<c ", b"<x:c ")
        .replace(b"</c>", b"</x:c>")
        .replace(b"<worksheet ", b'<worksheet xmlns:x="x" ')
        for name, held in parts(sheet(TABLE)).items()
    }
    yield Bad("book prefixed", "names with a prefix", lambda: packed(prefixed))
    yield Bad(
        "book no styles",
        "no styles",
        lambda: packed(
            {name: held for name, held in parts(sheet(TABLE)).items() if "styles" not in name}
        ),
    )
    yield Bad(
        "book no links",
        "no list of its parts",
        lambda: packed(
            {name: held for name, held in parts(sheet(TABLE)).items() if "rels" not in name}
        ),
    )
    yield Bad(
        "book no sheet part",
        "a sheet that is not there",
        lambda: packed({name: held for name, held in parts(sheet(TABLE)).items() if name != SHEET}),
    )
    yield Bad(
        "book of words",
        "the list of sheets is no XML",
        lambda: packed(parts(sheet(TABLE)) | {BOOK: b"hello"}),
    )
