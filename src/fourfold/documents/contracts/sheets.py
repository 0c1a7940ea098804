"""A data contract as a spreadsheet to fill in: one column a field, with help and drop-downs."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fourfold.reference import Contract, ContractField, FieldType

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 5_000
"""Rows that have drop-downs and formats; more may be filled in below."""
FORMATS = {FieldType.DATE: "yyyy-mm-dd", FieldType.INTEGER: "0", FieldType.YEAR: "0"}
DATA, CODES, HELP = "Data", "Codes", "Read me"
BOOLEAN = ("yes", "no")


def template(contract: Contract, *, filled: bool = False) -> bytes:
    """
    Return an XLSX file with a sheet to fill in, one with help, and one with the codes.

    filled: with one made-up row. The same contract gives the same bytes on any day.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import; only a template needs it

    book = Workbook()
    data: Any = book.active
    data.title = DATA
    helps, codes = book.create_sheet(HELP), book.create_sheet(CODES)
    _head(data, contract)
    _help(helps, contract)
    _drop_downs(data, codes, contract)
    if filled:
        shown = contract.example()
        for column, field in enumerate(contract.fields, start=1):
            _put(data, 2, column, _value(field) if shown[field.name] else "")
    issued = datetime.combine(contract.issued_on, datetime.min.time(), tzinfo=UTC)
    book.properties.creator = "Fourfold"
    book.properties.title = f"{contract.name} version {contract.version}"
    book.properties.created = book.properties.modified = issued.replace(tzinfo=None)
    return _same_bytes(book, contract.issued_on)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if value == "":
        return
    cell = sheet.cell(row=row, column=column, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula


def _head(sheet: Worksheet, contract: Contract) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for column, field in enumerate(contract.fields, start=1):
        _put(sheet, 1, column, field.name)
        cell = sheet.cell(row=1, column=column)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1B3A57" if field.required else "5B6B7B")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        needed = "Always needed. " if field.required else ""
        cell.comment = Comment(f"{field.title}. {needed}{field.description}", "Fourfold")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(14, min(40, len(field.title) + 4))
        sheet.column_dimensions[letter].number_format = FORMATS.get(field.type, "@")
    sheet.freeze_panes = "A2"


def _help(sheet: Worksheet, contract: Contract) -> None:
    lines = [
        (contract.title,),
        (contract.description,),
        (f"One row: {contract.row}",),
        ("Fill in the sheet Data. Leave a cell empty where it is not known.",),
        (),
        ("Column", "Title", "Needed", "Holds", "Meaning", "Such as"),
    ]
    lines += [
        (
            each.name,
            each.title,
            "always" if each.required else "if known",
            each.type.value,
            each.description,
            each.example,
        )
        for each in contract.fields
    ]
    lines += [(), ("Rule", "What is said")]
    lines += [(each.code, each.says) for each in contract.rules]
    for row, cells in enumerate(lines, start=1):
        for column, text in enumerate(cells, start=1):
            _put(sheet, row, column, text)
    for letter, width in zip("ABCDEF", (24, 28, 10, 12, 70, 24), strict=True):
        sheet.column_dimensions[letter].width = width


def _drop_downs(data: Worksheet, codes: Worksheet, contract: Contract) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    used = 0
    for column, field in enumerate(contract.fields, start=1):
        choices = dict.fromkeys(BOOLEAN, "") if field.type is FieldType.BOOLEAN else field.choices
        if not choices:
            continue
        used += 2
        _put(codes, 1, used - 1, field.name)
        for row, (code, words) in enumerate(choices.items(), start=2):
            _put(codes, row, used - 1, code)
            _put(codes, row, used, words)
        if field.type is FieldType.LIST:
            continue  # a cell may hold several, which a drop-down cannot
        letter = get_column_letter(used - 1)
        rule = DataValidation(
            type="list",
            formula1=f"'{CODES}'!${letter}$2:${letter}${len(choices) + 1}",
            allow_blank=not field.required,
        )
        rule.promptTitle, rule.prompt = field.title[:32], field.description[:255]
        rule.errorTitle, rule.error = "Not one of the codes", "Choose one from the list."
        data.add_data_validation(rule)
        here = get_column_letter(column)
        rule.add(f"{here}2:{here}{MOST_ROWS + 1}")


def _value(field: ContractField) -> Any:
    """Return the made-up example as a spreadsheet keeps it."""
    if field.type is FieldType.DATE:
        return date.fromisoformat(field.example)
    if field.type in (FieldType.INTEGER, FieldType.YEAR):
        return int(field.example)
    return float(field.example) if field.type is FieldType.NUMBER else field.example


def _same_bytes(book: Any, day: date) -> bytes:
    """Save a workbook; its parts bear the contract's day, not the clock's."""
    saved, out = io.BytesIO(), io.BytesIO()
    created = book.properties.created
    book.save(saved)
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    with ZipFile(saved) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in sorted(read.namelist()):
            content = read.read(name)
            if name == "docProps/core.xml":  # openpyxl writes when it was saved
                now = f"{book.properties.modified:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = content.replace(now, f"{created:%Y-%m-%dT%H:%M:%SZ}".encode())
            part = ZipInfo(name, stamp)
            part.compress_type = ZIP_DEFLATED
            written.writestr(part, content)
    return out.getvalue()
