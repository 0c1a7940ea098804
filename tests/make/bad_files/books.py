"""Workbooks, small and made here: XLSX part by part, so that anything may be wrong with them."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.make.bad_files.asked import HEADINGS, ROWS

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
PLAIN, DAY, FIVE_DIGITS, OWN_DAY = 0, 1, 2, 3


def letters(place: int) -> str:
    made, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        made = chr(65 + digit) + made
    return made


def cell(place: int, row: int, value: object, *, style: int = 0, more: str = "") -> str:
    """One cell: a text, a number, or a piece of XML of its own (more)."""
    at = f'r="{letters(place)}{row}" s="{style}"'
    if more:
        return f"<c {at} {more}</c>"
    if isinstance(value, int | float):
        return f"<c {at}><v>{value}</v></c>"
    return f'<c {at} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else ""


def sheet(rows: list[list[object]], *, first: int = 1, behind: str = "", **cells: str) -> bytes:
    """A sheet; cells: places such as B3 to a piece of XML that stands there instead."""
    made = []
    for number, row in enumerate(rows, start=first):
        held = [
            cells.get(f"{letters(at)}{number}", cell(at, number, value))
            for at, value in enumerate(row)
        ]
        made.append(f'<row r="{number}">{"".join(held)}</row>')
    text = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(made)}</sheetData>{behind}'
    return (text + "</worksheet>").encode()


def parts(
    *sheets: bytes,
    names: tuple[str, ...] = (),
    hidden: tuple[int, ...] = (),
    book: str = "",
    macros: bool = False,
) -> dict[str, bytes]:
    """The parts of a workbook; book: what stands before its list of sheets."""
    listed, links, types = "", "", ""
    for number in range(1, len(sheets) + 1):
        name = names[number - 1] if names else f"Sheet{number}"
        state = ' state="hidden"' if number in hidden else ""
        listed += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        links += (
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
    links += f'<Relationship Id="rId99" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    types = "macroEnabled.main" if macros else "sheet.main"
    made = {
        "[Content_Types].xml": f'{_HEAD}<Types><Override PartName="/{BOOK}" '
        f'ContentType="application/vnd.ms-excel.{types}+xml"/></Types>',
        BOOK: f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships>{links}</Relationships>",
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="00000"/>'
        '<numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
        "</cellXfs></styleSheet>",
    }
    held = {name: text.encode() for name, text in made.items()}
    held |= {f"xl/worksheets/sheet{at}.xml": each for at, each in enumerate(sheets, start=1)}
    return held | ({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"} if macros else {})


def packed(held: dict[str, bytes], *, method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in held.items():
            archive.writestr(ZipInfo(name, (2030, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def xlsx(*sheets: bytes, **more: object) -> bytes:
    return packed(parts(*sheets, **more))  # type: ignore[arg-type]


TABLE: list[list[object]] = [list(HEADINGS), *(list(row) for row in ROWS)]
"""The good rows, all cells text."""


def good(**cells: str) -> bytes:
    """The good rows as a workbook, with some cells as other XML."""
    return xlsx(sheet(TABLE, **cells))


def number(at: str, value: object, style: int = PLAIN) -> str:
    """A cell with a number, shown in a style."""
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


# ------------------------------------------------------------------ ODS
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)


def ods(rows: str, *, tables: str = "", styles: str = "", manifest: bytes = b"") -> bytes:
    """An ODS file with one table of these rows, or with tables as they are given."""
    held = tables or f'<table:table table:name="Sheet1">{rows}</table:table>'
    content = (
        f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{held}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    parts |= {"content.xml": content.encode(), "META-INF/manifest.xml": manifest or b"<manifest/>"}
    return packed(parts)


def ods_row(cells: list[str], *, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(value: str) -> str:
    if value.startswith("<"):
        return value
    if not value:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
        "</table:table-cell>"
    )


ODS_TABLE = "".join(ods_row(row) for row in [HEADINGS, *ROWS])
