"""Bad tables as text: letters, signs, quotation marks, rows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.make.bad_files.asked import HEADINGS, ROWS, changed, text
from tests.make.bad_files.made import Bad

GOOD = text()
HIGH = text(changed(0, note="“Niño” – José’s"))


def letters() -> Iterator[Bad]:
    for encoding in (
        *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
        *("cp1252", "mac_roman"),
    ):
        yield Bad(f"letters {encoding}", f"saved as {encoding}", lambda e=encoding: HIGH.encode(e))
    plain = text(changed(1, note="Señora Peña"))
    yield Bad("letters latin-1", "saved as Latin-1", lambda: plain.encode("latin-1"))
    yield Bad("letters cp850", "saved by an old DOS program", lambda: plain.encode("cp850"))
    yield Bad("letters cp437", "saved by an older DOS program", lambda: plain.encode("cp437"))
    yield Bad("letters cp037", "saved by a mainframe", lambda: plain.encode("cp037"))
    yield Bad(
        "letters shift-jis",
        "in Japanese letters",
        lambda: text(changed(0, note="日本語のメモ")[:1]).encode("shift-jis"),
    )
    yield Bad(
        "letters gb18030",
        "in Chinese letters",
        lambda: text(changed(0, note="中文备注")).encode("gb18030"),
    )
    yield Bad(
        "letters mixed",
        "half UTF-8, half Windows",
        lambda: HIGH.encode() + text(ROWS[1:2]).encode("cp1252"),
    )
    yield Bad(
        "letters mixed answered",
        "half UTF-8, half Windows; the person said UTF-8",
        lambda: HIGH.encode() + HIGH.encode("cp1252").partition(b"\n")[2],
        {"encoding": "utf-8"},
    )
    yield Bad(
        "letters utf-16 cut",
        "UTF-16 with half a letter at its end",
        lambda: HIGH.encode("utf-16")[:-1],
    )
    yield Bad(
        "letters utf-16 lone",
        "UTF-16 with half a pair",
        lambda: HIGH.encode("utf-16-le").replace(b"N\0i\0", b"\x00\xd8i\0"),
    )
    yield Bad(
        "letters two marks",
        "two byte-order marks",
        lambda: b"\xef\xbb\xbf" + GOOD.encode("utf-8-sig"),
    )
    yield Bad(
        "letters overlong",
        "UTF-8 written too long",
        lambda: GOOD.encode().replace(b"Came", b"C\xc0\xa1me"),
    )
    yield Bad(
        "letters twice",
        "UTF-8 that was read as Windows letters",
        lambda: text(changed(1, note="Señora Peña’s")).encode().decode("cp1252").encode(),
    )
    yield Bad("old end", "Ctrl-Z at the end", lambda: GOOD.encode() + b"\x1a")
    yield Bad(
        "letters lost",
        "letters that were lost before",
        lambda: text(changed(0, note="Ni\ufffdo")).encode(),
    )


def signs() -> Iterator[Bad]:
    for name, sign in (("semicolon", ";"), ("tab", "\t"), ("pipe", "|")):
        yield Bad(f"sign {name}", f"{name} between cells", lambda s=sign: text(sign=s).encode())
    yield Bad(
        "sign said", "Excel's own line sep=;", lambda: ("sep=;\r\n" + text(sign=";")).encode()
    )
    yield Bad("sign caret", "^ between cells", lambda: text(sign="^").encode())
    yield Bad(
        "sign spaces",
        "columns of fixed width",
        lambda: "".join(
            "".join(cell.ljust(14) for cell in row) + "\n" for row in [HEADINGS, *ROWS]
        ).encode(),
    )
    yield Bad(
        "sign two in doubt",
        "nothing known, two signs fit alike",
        lambda: b"a;b,c;d\n1;2,3;4\n5;6,7;8\n",
    )
    yield Bad(
        "sign changes",
        "semicolons from the third row on",
        lambda: GOOD.replace("\r\n00418,", "\r\n00418;").encode(),
    )
    yield Bad("ends old mac", "lines end as on old Macs", lambda: text(end="\r").encode())
    yield Bad("ends unix", "lines end as on Linux", lambda: text(end="\n").encode())
    yield Bad(
        "ends mixed",
        "lines end in three ways",
        lambda: GOOD.replace("\r\n", "\n", 1).encode() + b"00420,2017-01-02,NORWICH,,,,,\r",
    )
    yield Bad("ends none", "the last line has no end", lambda: GOOD.rstrip().encode())
    yield Bad("ends twice", "each line ends twice", lambda: GOOD.replace("\r\n", "\r\r\n").encode())
    yield Bad(
        "ends separator",
        "a line separator inside a cell",
        lambda: text(changed(0, note="a\u2028b")).encode(),
    )


def quotes() -> Iterator[Bad]:
    night = "Came by night"
    for name, wrong, new in (
        ("open", "a quotation mark is never closed", '"Came by night'),
        ("open end", "a mark stands at the end only", 'Came by night"'),
        ("inside", "a mark stands inside a text", 'Came 5" by night'),
        ("after", "letters follow the closing mark", '"Came" by night'),
        ("twice", "marks written twice, outside marks", '""Came"" by night'),
        ("smart", "curly quotation marks", "“Came by night”"),
        ("single", "single quotation marks", "'Came, by night'"),
        ("lines", "a cell of three lines", '"Came\nby\nnight"'),
        ("backslash", "marks escaped as programs do", '"Came \\"by\\" night"'),
    ):
        yield Bad(f"quote {name}", wrong, lambda n=new: GOOD.replace(night, n).encode())
    yield Bad(
        "quote around a return",
        "a cell with the first sign of a line's end only",
        lambda: (
            text(changed(0, note="a\rb\u200b"))
            .replace("a\r", '"a\r')
            .replace("b\u200b", 'b"')
            .encode("utf-16")
        ),
    )
    yield Bad(
        "quote in a line end",
        "quotation marks between the two signs of a line's end",
        lambda: GOOD.replace("by night\r\n", 'by night\r""\n').encode(),
    )
    yield Bad(
        "quote open in headings",
        "the headings open a mark",
        lambda: GOOD.replace("came_on", '"came_on', 1).encode(),
    )
    yield Bad(
        "quote open last",
        "the last cell opens a mark",
        lambda: GOOD.removesuffix("\r\n").encode() + b'"',
    )
    yield Bad(
        "quote open all",
        "every row opens a mark",
        lambda: text([[*row[:7], '"x'] for row in ROWS]).replace('"""x"', '"x').encode(),
    )
    yield Bad(
        "quote open 3,000",
        "three thousand rows open a mark",
        lambda: (text([]) + 'a,"b,c\r\n,x"y,\r\n' * 3_000).encode(),
    )
    yield Bad(
        "quote long",
        "a quoted cell of 400 lines",
        lambda: text(changed(0, note="line\n" * 400)).encode(),
    )
    yield Bad(
        "quote all",
        "all cells in marks",
        lambda: "".join(
            ",".join(f'"{cell}"' for cell in row) + "\r\n" for row in [HEADINGS, *ROWS]
        ).encode(),
    )


def unseen() -> Iterator[Bad]:
    for name, sign in (
        ("NUL", "\0"),
        ("bell", "\a"),
        ("backspace", "\b"),
        ("escape", "\x1b"),
        ("delete", "\x7f"),
        ("form feed", "\f"),
        ("vertical tab", "\v"),
        ("C1", "\x85"),
        ("right-to-left mark", "\u200f"),
        ("left-to-right mark", "\u200e"),
        ("right-to-left override", "\u202e"),
        ("isolate", "\u2067"),
        ("Arabic letter mark", "\u061c"),
        ("zero-width space", "\u200b"),
        ("zero-width joiner", "\u200d"),
        ("soft hyphen", "\xad"),
        ("word joiner", "\u2060"),
        ("byte-order mark inside", "\ufeff"),
        ("no-break space", "\xa0"),
        ("thin space", "\u2009"),
        ("ideographic space", "\u3000"),
    ):
        yield Bad(
            f"unseen {name}",
            f"a {name} in a cell",
            lambda s=sign: text(changed(1, note=f"a{s}b")).encode(),
        )
    yield Bad(
        "unseen NUL everywhere",
        "a NUL behind every row",
        lambda: GOOD.replace("\r\n", "\0\r\n").encode(),
    )
    yield Bad(
        "unseen NUL in headings",
        "a NUL in the headings",
        lambda: GOOD.replace("town", "to\0wn").encode(),
    )
    yield Bad(
        "unseen in headings",
        "a zero-width space in a heading",
        lambda: GOOD.replace("town", "\u200btown").encode(),
    )


def rows() -> Iterator[Bad]:
    def with_row(row: list[str], at: int = 1) -> bytes:
        return text([*ROWS[:at], row, *ROWS[at:]]).encode()

    yield Bad("row short", "a row with five cells", lambda: with_row(ROWS[0][:5]))
    yield Bad("row of one", "a note in a row of its own", lambda: with_row(["See next page"]))
    yield Bad("row long", "a row with nine cells", lambda: with_row([*ROWS[0], "x"]))
    yield Bad("row long blank", "empty cells behind a row", lambda: with_row([*ROWS[0], "", ""]))
    yield Bad(
        "row comma",
        "a comma inside a text without marks",
        lambda: GOOD.replace("Came by night", "Came, by night").encode(),
    )
    yield Bad(
        "row blank",
        "an empty line between rows",
        lambda: GOOD.replace("\r\n00418", "\r\n\r\n00418").encode(),
    )
    yield Bad("row blank cells", "a row of empty cells", lambda: with_row([""] * 8))
    yield Bad("row spaces", "a row of spaces", lambda: with_row(["  "] * 8))
    yield Bad(
        "rows blank 200,000",
        "200,000 empty lines between rows",
        lambda: GOOD.replace("\r\n00418", "\r\n" * 200_001 + "00418").encode(),
    )
    yield Bad(
        "rows blank 10,000,000",
        "10 million empty rows at the end",
        lambda: GOOD.encode() + b",,,,,,,\r\n" * 10_000_000,
    )
    yield Bad(
        "rows blank wide letters",
        "100,000 empty rows at the end, in UTF-16",
        lambda: (GOOD + ",,,,,,,\r\n" * 100_000).encode("utf-16"),
    )
    for name in ("Total", "TOTAL:", "Grand total", "Subtotal", "Totals", "Sum:", "Total general"):
        yield Bad(
            f"row {name}",
            f"a row that begins with {name}",
            lambda n=name: with_row([n, "", "", "", "31", "", "", ""], 3),
        )
    yield Bad(
        "row total later",
        "a total whose first cells are empty",
        lambda: with_row(["", "", "", "Total", "31", "", "", ""], 3),
    )
    yield Bad("row headings again", "the headings once more", lambda: with_row(HEADINGS))
    yield Bad("row comment", "a line that begins with #", lambda: ("# made up\r\n" + GOOD).encode())
    yield Bad("row title", "a title above", lambda: ("Stays of 2017\r\n\r\n" + GOOD).encode())
    yield Bad(
        "row titles 5", "five lines above", lambda: ("A\r\nB\r\nC\r\nD\r\nE\r\n" + GOOD).encode()
    )
    yield Bad(
        "row two headings",
        "headings in two rows",
        lambda: text(
            [["", "", "", "", *HEADINGS[4:]], *ROWS], headings=[*HEADINGS[:4], "Person", "", "", ""]
        ).encode(),
    )
    yield Bad(
        "row named twice",
        "names, then titles",
        lambda: text(
            [["Own number", "Day of arrival", "Town", "Kind", "Age", "Cost", "Site", "Note"], *ROWS]
        ).encode(),
    )
    yield Bad(
        "row footer", "a source under the table", lambda: GOOD.encode() + b"\r\nSource: made up\r\n"
    )
    yield Bad(
        "line of 2 MB", "a line of two million letters", lambda: GOOD.encode() + b"x" * 2_000_000
    )
    yield Bad(
        "cell of 120 KB",
        "a cell of 120,000 letters",
        lambda: text(changed(0, note="x" * 120_000)).encode(),
    )
    yield Bad("only headings", "headings and no row", lambda: text([]).encode())
    yield Bad("duplicate rows", "a row that stands twice", lambda: with_row(ROWS[0]))


def empty() -> Iterator[Bad]:
    yield Bad("empty", "no byte", lambda: b"")
    yield Bad("empty mark", "only a byte-order mark", lambda: b"\xef\xbb\xbf")
    yield Bad("empty mark 16", "only a mark of UTF-16", lambda: b"\xff\xfe")
    yield Bad("empty spaces", "only spaces and lines", lambda: b"  \r\n \n\t\r\n")
    yield Bad("empty zeros", "a megabyte of zeros", lambda: bytes(2**20))
    yield Bad("empty commas", "only commas", lambda: b",,,\r\n,,,\r\n")
    yield Bad("one word", "one word", lambda: b"hello")
    yield Bad("prose", "a letter", lambda: b"Dear all,\r\n\r\nplease find our data attached.\r\n")
