"""Bad columns and bad values in tables as text."""

from __future__ import annotations

from collections.abc import Iterator

from tests.make.bad_files.asked import HEADINGS, ROWS, changed, text
from tests.make.bad_files.made import Bad


def headed(**new: str) -> bytes:
    return text(headings=[new.get(name, name) for name in HEADINGS]).encode()


def columns() -> Iterator[Bad]:
    yield Bad("column near", "twon for town", lambda: headed(town="twon"))
    yield Bad(
        "column near answered",
        "twon for town; the person said town",
        lambda: headed(town="twon"),
        {"column:2": "town"},
    )
    yield Bad("column missing", "no town", lambda: headed(town="Shoe size"))
    yield Bad("column missing optional", "no age", lambda: headed(age="Shoe size"))
    yield Bad("column twice", "town stands twice", lambda: headed(note="town"))
    yield Bad("column by two names", "town and residence", lambda: headed(note="Residence"))
    yield Bad(
        "column twice answered",
        "town twice; the person said the first",
        lambda: headed(note="town"),
        {"column:2": "town", "column:7": ""},
    )
    yield Bad("column without heading", "values without a heading", lambda: headed(note=""))
    yield Bad(
        "column Spanish",
        "headings in Spanish",
        lambda: headed(
            number="Número de caso",
            came_on="FECHA DE LLEGADA",
            town="Ciudad",
            kind="Tipo",
            age="Edad",
            note="Notas",
        ),
    )
    yield Bad(
        "column of two lines", "a heading over two lines", lambda: headed(came_on="arrival\ndate")
    )
    yield Bad(
        "columns loud",
        "headings in capitals, with stars",
        lambda: headed(town=" TOWN * ", age="A.G.E."),
    )
    yield Bad(
        "columns 200",
        "200 columns",
        lambda: text(
            [[*row, *["x"] * 192] for row in ROWS],
            headings=[*HEADINGS, *(f"extra {n}" for n in range(192))],
        ).encode(),
    )
    yield Bad(
        "columns 3,000",
        "3,000 columns",
        lambda: text([], headings=[f"extra {n}" for n in range(3_000)]).encode(),
    )
    yield Bad(
        "columns empty 200",
        "200 columns without anything",
        lambda: text(
            [[*row, *[""] * 192] for row in ROWS], headings=[*HEADINGS, *[""] * 192]
        ).encode(),
    )
    yield Bad("no headings", "rows without headings", lambda: text().partition("\r\n")[2].encode())
    yield Bad(
        "other dataset",
        "a table of another dataset",
        lambda: b"year,visitor,visits\r\n2017,Made up,3\r\n",
    )
    yield Bad(
        "unknown table",
        "a table nobody asked for",
        lambda: b"color,shape\r\nred,round\r\nblue,flat\r\n",
    )
    yield Bad(
        "survey",
        "a survey tool's export",
        lambda: text(
            [[*row[:3], "1", "0", *row[4:]] for row in ROWS],
            headings=["a/number", "a/came_on", "b/town", "kind/SEX", "kind/LABOR", *HEADINGS[4:]],
        ).encode(),
    )
    yield Bad(
        "survey joined too",
        "a survey tool's export with the joined column too",
        lambda: text(
            [[*row[:3], "SEX", "1", "0", *row[4:]] for row in ROWS],
            headings=[*HEADINGS[:3], "kind", "kind/SEX", "kind/LABOR", *HEADINGS[4:]],
        ).encode(),
    )
    yield Bad(
        "survey spaces",
        "choices joined by spaces",
        lambda: text(changed(0, kind="SEX LABOR"), headings=["a/number", *HEADINGS[1:]]).encode(),
    )


def values() -> Iterator[Bad]:
    def every(**cells: str) -> bytes:
        made = [list(row) for row in ROWS]
        for row in made:
            for name, value in cells.items():
                row[HEADINGS.index(name)] = value
        return text(made).encode()

    for name, wrong, day in (
        ("American", "month first, sure", "4/28/2017"),
        ("European", "day first, sure", "28/4/2017"),
        ("dots", "day first, with dots", "28.4.2017"),
        ("unsure", "both may be", "3/4/2017"),
        ("short", "two digits of the year", "4/28/17"),
        ("words", "in words", "April 28, 2017"),
        ("time", "with a time", "2017-04-28T10:00:00"),
        ("zone", "with a zone", "2017-04-28T10:00:00-04:00"),
        ("serial", "as a spreadsheet's number", "42853"),
        ("never", "no day", "2017-02-30"),
    ):
        yield Bad(f"day {name}", f"days: {wrong}", lambda d=day: every(came_on=d))
    yield Bad(
        "day two orders",
        "days in two orders",
        lambda: text(
            [[ROWS[0][0], "4/28/2017", *ROWS[0][2:]], [ROWS[1][0], "28/4/2017", *ROWS[1][2:]]]
        ).encode(),
    )
    yield Bad(
        "day unsure answered",
        "both may be; the person said day first",
        lambda: every(came_on="3/4/2017"),
        {"dates": "DMY"},
    )
    for name, sign, cost in (
        ("comma", ";", "1.234,56"),
        ("thousands", ",", "1,234.56"),
        ("unsure", ";", "1.234"),
        ("money", ",", "$1,234.56"),
        ("Swiss", ",", "1'234.56"),
        ("negative", ",", "(12.50)"),
    ):
        yield Bad(
            f"decimal {name}",
            f"numbers such as {cost}",
            lambda s=sign, c=cost: text(changed(0, cost=c)[:1], sign=s).encode(),
        )
    yield Bad(
        "decimal two",
        "a comma and a point before decimals",
        lambda: text([*changed(0, cost="1234,56")[:1], ROWS[1]], sign=";").encode(),
    )
    for code in ("7-Mar", "Mar-07", "2026-03-07", "07-MAR"):
        yield Bad(
            f"code {code}",
            f"Excel made {code} of a code",
            lambda c=code: text(changed(0, site=c, note="x\u200b")).encode(),
        )
    yield Bad(
        "zeros of a number",
        "417 for 00417",
        lambda: text(changed(0, number="417", note="x\u200b")).encode(),
    )
    yield Bad(
        "zeros of a code", "1 for 01", lambda: text(changed(0, site="1", note="x\u200b")).encode()
    )
    yield Bad("long number", "8.60555E+11", lambda: text(changed(0, number="8.60555E+11")).encode())
    yield Bad(
        "long number as count",
        "1.5E+06 in a column of counts",
        lambda: text(changed(0, age="1.5E+06")).encode(),
    )
    for name, cell in (
        ("equals", "=1+1"),
        ("command", "=cmd|' /C calc'!A0"),
        ("at", "@SUM(1)"),
        ("plus", "+A1"),
        ("minus", "-A1+1"),
        ("tab", "\t=1+1"),
        ("link", '=HYPERLINK("//x")'),
    ):
        yield Bad(
            f"formula {name}",
            f"a text that begins like a formula ({name})",
            lambda c=cell: text(changed(0, note=c)).encode(),
        )
    yield Bad(
        "formula number",
        '="00417", as some programs export',
        lambda: text(changed(0, number='="00417"')).encode(),
    )
    yield Bad(
        "telephone",
        "a number that begins with +",
        lambda: text(changed(0, note="+1 860 555 0142")).encode(),
    )
    yield Bad("dash", "a dash for nothing", lambda: text(changed(0, note="-")).encode())
