"""Bad JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.make.bad_files.asked import HEADINGS, ROWS
from tests.make.bad_files.made import Bad


def json_lines() -> Iterator[Bad]:
    objects = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    lines = "".join(json.dumps(each) + "\n" for each in objects)

    def one(**more: object) -> bytes:
        return (lines + json.dumps(objects[0] | more) + "\n").encode()

    whole = lines.encode()
    yield Bad("json good", "JSON lines", lambda: whole)
    yield Bad("json array", "a JSON list", lambda: json.dumps(objects).encode())
    yield Bad(
        "json pretty list", "a JSON list over lines", lambda: json.dumps(objects, indent=1).encode()
    )
    yield Bad(
        "json pretty", "an object over lines", lambda: json.dumps(objects[0], indent=1).encode()
    )
    yield Bad("json cut", "the last line is cut", lambda: whole[:-30])
    yield Bad("json no object", "a line that is a number", lambda: whole + b"17\n")
    yield Bad(
        "json comma", "commas behind the lines", lambda: lines.replace("}\n", "},\n").encode()
    )
    yield Bad("json broken first", "the first line is broken", lambda: b"{number: 1}\n" + whole)
    yield Bad("json nested", "an object inside an object", lambda: one(note={"a": 1}))
    yield Bad("json nested list", "a list of lists", lambda: one(kind=[["SEX"]]))
    yield Bad("json list", "a list of codes", lambda: one(kind=["SEX", "LABOR"]))
    yield Bad("json null", "null for nothing", lambda: one(note=None, age=None))
    yield Bad("json endless", "numbers without end", lambda: whole + b'{"age": 1e999}\n')
    yield Bad(
        "json long number",
        "a number of 5,000 digits",
        lambda: whole + b'{"age": ' + b"9" * 5_000 + b"}\n",
    )
    yield Bad("json deep", "100,000 brackets", lambda: b'{"a": ' + b"[" * 100_000 + b"\n")
    yield Bad(
        "json deep later",
        "100,000 brackets in the second line",
        lambda: whole + b'{"note": ' + b"[" * 100_000 + b"\n",
    )
    yield Bad("json half a pair", "half a letter", lambda: whole + b'{"note": "\\ud800"}\n')
    yield Bad("json wide", "JSON lines in UTF-16", lambda: lines.encode("utf-16"))
    yield Bad("json other names", "names nobody asked for", lambda: b'{"a": 1}\n{"b": 2}\n')
    yield Bad(
        "json name later",
        "a name from the 400th line on",
        lambda: whole * 150 + one(shoe=3),
    )
    yield Bad("json empty objects", "objects without names", lambda: b"{}\n{}\n")
    yield Bad(
        "json blank lines", "empty lines between", lambda: lines.replace("\n", "\n\n").encode()
    )
