"""Tables and data as plain text: UTF-8, lines of a sane length, nothing that is no text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, NoReturn

from fourfold.security.edges.uploads.errors import Damaged, TooLarge, Unsafe
from fourfold.security.edges.uploads.kinds import Kind

MOST_LINES = 1_000_000
LONGEST_LINE = 2**20
MOST_VALUES = 300_000
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def check_text(content: bytes, kind: Kind) -> None:
    """
    Raise a reason to refuse a text file, if there is one.

    :raises Damaged: if it is not UTF-8, or not what it begins like.
    :raises TooLarge: over a million lines, a line over 1 MB, or over 300,000 values of JSON.
    :raises Unsafe: if it holds signs that are no text.
    """
    if _NO_TEXT.search(content):
        raise Unsafe("The file holds signs that are no text. Save it as plain UTF-8.")
    longest = max(map(len, io.BytesIO(content)))
    if content.count(b"\n") > MOST_LINES or longest > LONGEST_LINE:
        raise TooLarge("The file has over a million lines, or a line of over 1 MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Damaged(f"Line {line:,} is not UTF-8. Save the file as UTF-8.") from problem
    if kind is Kind.JSON:
        _check_json(text)
    else:
        _check_table(text, "\t" if kind is Kind.TSV else ",")


def _check_table(text: str, delimiter: str) -> None:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as problem:
        raise Damaged("The table cannot be read: check quotes and very long cells.") from problem


def _check_json(text: str) -> None:
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES:
        raise TooLarge("The file holds more values than can be checked. Send it in parts.")
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except Damaged:
        raise
    except (ValueError, RecursionError) as problem:
        raise Damaged("The file is not well-formed JSON, or nested too deep.") from problem


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise Damaged("A name stands twice in one object of the file.")


def _no_number(name: str) -> NoReturn:
    raise Damaged(f"{name} is no number in JSON.")
