"""The made-up contract that all these files answer, and its good rows."""

from __future__ import annotations

import io
from datetime import date

from fourfold.analysis.check.files.source import Source
from fourfold.reference.contracts import About, Contract, ContractField, FieldType, Identifies

STAYS = Contract(
    name="stays",
    version=1,
    issued_on=date(2026, 1, 1),
    title="Stays in a made-up shelter",
    description="Made up.",
    row="One stay of one person.",
    about=About.PERSON,
    period="came_on",
    key=("number", "came_on"),
    fields=(
        ContractField(
            "number",
            "Own number",
            "The shelter's own.",
            FieldType.STRING,
            "00417",
            aliases=("case number", "client id", "número de caso"),
            identifies=Identifies.DIRECTLY,
            required=True,
            pattern="[0-9]{5}",
        ),
        ContractField(
            "came_on",
            "Day of arrival",
            "The day.",
            FieldType.DATE,
            "2017-04-28",
            aliases=("date", "arrival date", "fecha de llegada"),
            required=True,
        ),
        ContractField(
            "town",
            "Town",
            "Where from.",
            FieldType.STRING,
            "WINDHAM",
            choices={"WINDHAM": "Windham", "NORWICH": "Norwich", "NEW_HAVEN": "New Haven"},
            aliases=("residence", "ciudad"),
            required=True,
        ),
        ContractField(
            "kind",
            "Kind",
            "Of trafficking.",
            FieldType.LIST,
            "SEX",
            choices={"SEX": "Sex trafficking", "LABOR": "Labor trafficking"},
            aliases=("tipo",),
        ),
        ContractField("age", "Age", "In years.", FieldType.INTEGER, "15", aliases=("edad",)),
        ContractField(
            "cost", "Cost", "In dollars.", FieldType.NUMBER, "1234.56", aliases=("amount",)
        ),
        ContractField(
            "site",
            "Site",
            "Which house.",
            FieldType.STRING,
            "01",
            choices={"01": "Elm House", "02": "Oak House", "7-MAR": "March House"},
        ),
        ContractField("note", "Note", "In words.", FieldType.STRING, "Made up", aliases=("notas",)),
    ),
)
"""One field of each type that a spreadsheet likes to spoil."""

VISITS = Contract(
    name="visits",
    version=1,
    issued_on=date(2026, 1, 1),
    title="Made-up visits",
    description="Made up.",
    row="One visit.",
    about=About.COUNTS,
    period="year",
    key=("year",),
    fields=(
        ContractField("year", "Year", "The year.", FieldType.YEAR, "2017", required=True),
        ContractField("visitor", "Visitor", "Who.", FieldType.STRING, "Made up", required=True),
        ContractField("visits", "Visits", "How many.", FieldType.INTEGER, "3", required=True),
    ),
)
"""Another dataset, for files brought to the wrong place."""

HEADINGS = [each.name for each in STAYS.fields]
ROWS = [
    ["00417", "2017-04-28", "WINDHAM", "SEX", "15", "1234.56", "01", "Came by night"],
    ["00418", "2017-05-02", "NORWICH", "SEX;LABOR", "16", "12.50", "02", "Señora Peña’s café"],
    ["00419", "2017-12-31", "NEW_HAVEN", "", "", "0", "01", ""],
]
"""What each good file must end in, cell by cell."""


def text(
    rows: list[list[str]] | None = None,
    *,
    headings: list[str] | None = None,
    sign: str = ",",
    end: str = "\r\n",
) -> str:
    """Rows as text with a delimiter; cells that need it are quoted."""
    held = [headings or HEADINGS, *(ROWS if rows is None else rows)]
    return "".join(sign.join(_quoted(cell, sign) for cell in row) + end for row in held)


def _quoted(cell: str, sign: str) -> str:
    if any(each in cell for each in (sign, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def changed(row: int, **cells: str) -> list[list[str]]:
    """The good rows, with some cells of one of them changed."""
    made = [list(each) for each in ROWS]
    for name, value in cells.items():
        made[row][HEADINGS.index(name)] = value
    return made


class InMemory:
    """A scratch for tests."""

    def __init__(self) -> None:
        self.held, self.closed = io.BytesIO(), False

    def write(self, piece: bytes) -> int:
        return self.held.write(piece)

    def source(self, name: str) -> Source:
        content = self.held.getvalue()
        return Source(name, len(content), lambda: io.BytesIO(content))

    def close(self) -> None:
        self.closed = True
