"""A data contract as a document: what is asked, column by column, in words."""

from __future__ import annotations

from collections.abc import Iterable

from fourfold.documents.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.reference import About, Contract, ContractField, FieldType, Identifies, Severity

KINDS = {
    FieldType.STRING: "Words or a code",
    FieldType.INTEGER: "A whole number",
    FieldType.NUMBER: "A number",
    FieldType.DATE: "A day, such as 2017-03-14",
    FieldType.YEAR: "A year",
    FieldType.BOOLEAN: "yes or no",
    FieldType.LIST: "Codes, joined by semicolons",
}
POINTING = {
    Identifies.DIRECTLY: "Points to a person by itself.",
    Identifies.TOGETHER: "May point to a person together with others.",
}
MOST_CODES = 25
"""Codes printed; a longer list stands in the spreadsheet."""


def printed(contract: Contract, *, author: str, language: str = "en") -> Document:
    """Return a contract as a document; author: who asks for the data."""
    return Document(
        title=contract.title,
        subtitle=f"What to send: {contract.name}, version {contract.version}",
        author=author,
        language=language,
        issued_on=contract.issued_on,
        blocks=tuple(_blocks(contract)),
        running_title=contract.title,
        summary=contract.description,
    )


def _blocks(contract: Contract) -> list[Block]:
    blocks: list[Block] = [
        Heading("What this is", 1, "what"),
        Paragraph(line(contract.description), "lead"),
        Paragraph(line(f"One row of the file: {contract.row}")),
    ]
    if contract.about is About.PERSON:
        words = (
            "A row is about one person. Send only the columns below, and only what you may send. "
            "What points to a person by itself is encoded before it is kept; the file is kept "
            "sealed, and what points to a person together with other things is only counted."
        )
        blocks.append(Callout("caution", "People stand behind these rows", line(words)))
    blocks += [Heading("Columns", 1, "columns"), _columns(contract)]
    lists: dict[tuple[str, ...], list[ContractField]] = {}
    for each in contract.fields:
        if each.choices:
            lists.setdefault(tuple(each.choices), []).append(each)
    if lists:
        blocks.append(Heading("Codes", 1, "codes"))
    blocks += [_codes(each) for each in lists.values()]
    if contract.rules:
        blocks += [Heading("Rules", 1, "rules"), _rules(contract)]
    return blocks


def _columns(contract: Contract) -> Table:
    rows = tuple(
        Row((line(each.name), line(_holds(each)), line(_needed(each)), line(_meaning(each))))
        for each in contract.fields
    )
    columns = (
        Column("Column", share=_room(each.name for each in contract.fields)),
        Column("Holds"),
        Column("Needed", share=0.7),
        Column("Meaning", share=2.4),
    )
    same = f"the same {' and '.join(contract.key)}" if contract.key else "all cells the same"
    notes = (f"No two rows have {same}.", "A cell that is empty means: not known.")
    return Table("t-columns", "The columns of the file, in their order", columns, rows, notes)


def _room(names: Iterable[str]) -> float:
    """Return the share of a column whose names, without a space to break at, stay in it."""
    return max(1.0, 0.075 * max(map(len, names), default=0))


def _holds(field: ContractField) -> str:
    said = "One of its codes" if field.choices and field.type is FieldType.STRING else ""
    said = said or KINDS[field.type]
    return f"{said} ({field.unit})" if field.unit else said


def _needed(field: ContractField) -> str:
    return "Always" if field.required else "If known"


def _meaning(field: ContractField) -> str:
    said = [f"{field.title}. {field.description}", _limits(field), f"Such as: {field.example}."]
    if field.identifies:
        said.append(POINTING[field.identifies])
    return " ".join(each for each in said if each)


def _limits(field: ContractField) -> str:
    if field.minimum is not None and field.maximum is not None:
        return f"From {field.minimum} to {field.maximum}."
    if field.minimum is not None:
        return f"{field.minimum} or more."
    return f"At most {field.maximum}." if field.maximum is not None else ""


def _codes(fields: list[ContractField]) -> Table:
    field, names = fields[0], ", ".join(each.name for each in fields)
    shown = list(field.choices.items())[:MOST_CODES]
    left = len(field.choices) - len(shown)
    notes = (f"{left} more stand in the spreadsheet.",) if left else ()
    rows = tuple(Row((line(code), line(words))) for code, words in shown)
    columns = (Column("Code", share=_room(code for code, _ in shown)), Column("Means", share=3))
    return Table(f"t-{field.name}", f"Codes of {names}", columns, rows, notes, small=True)


def _rules(contract: Contract) -> Table:
    severity = {Severity.ERROR: "Must hold", Severity.WARNING: "Is asked about"}
    rows = tuple(
        Row((line(each.code), line(severity[each.severity]), line(each.says)))
        for each in contract.rules
    )
    columns = (Column("Rule", share=2), Column("How strict"), Column("What is said", share=3))
    return Table("t-rules", "What must hold between the columns", columns, rows, small=True)
