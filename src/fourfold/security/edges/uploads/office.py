"""XLSX, ODS and DOCX: nothing in them may run, call elsewhere or hide another file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from zipfile import ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from fourfold.security.edges.uploads.archives import Archive, check_not_nested
from fourfold.security.edges.uploads.errors import Damaged, Refused, TooLarge, Unsafe
from fourfold.security.edges.uploads.kinds import Kind, kind_of_archive

MOST_ELEMENTS = 800_000
MOST_DEPTH = 200
LONGEST_TOKEN = 2**20
_MOST_FORMULA = 100_000

_RUNS = re.compile(
    r"vba|macro|activex|embeddings|oleobject|externallink|customui|connections\.xml|querytable|"
    r"^basic/|^scripts/|^dialogs/|^object [^/]*/|/ctrlprops/|\.(exe|dll|js|vbs|ps1|bat|hta|jar)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(png|jpe?g|gif|emf|wmf|tiff?|bmp|wdp)$", re.IGNORECASE)
_CALLS = re.compile(
    r"\bDDE(AUTO)?\b|\|.*!|\b(WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(\.ID)?|EXEC|IMPORTDATA|"
    r"IMPORTXML|INCLUDETEXT|INCLUDEPICTURE|SHELL|HYPERLINK)\s*[(\"]|\bINCLUDE(TEXT|PICTURE)\b",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_FORMULAS = {"f", "instrText", "formula", "definedName", "formula1", "formula2"}
_FORBIDDEN = {
    "ddeLink", "oleLink", "oleObject", "OLEObject", "control", "altChunk", "subDoc",
    "dde-source", "dde-link", "dde-connection-decl", "script", "event-listener", "applet",
    "plugin", "object-ole", "encryption-data", "externalReference", "webPublishItem",
    "database-source-sql", "database-source-query", "database-source-table", "cell-range-source",
}  # fmt: skip
_FORMULA_MARKS = ("formula", "condition", "expression", "instr")


def _is_outside(name: str, value: str, attributes: Mapping[str, str]) -> bool:
    """Tell a relation to somewhere else, unless it is a plain link for people."""
    link = attributes.get("Type", "").endswith("/hyperlink")
    plain = link and _LINK.match(attributes.get("Target", ""))
    return value.lower() == "external" and not plain


_SUSPECT: dict[str, Callable[[str, str, Mapping[str, str]], object]] = {
    "TargetMode": _is_outside,
    "ContentType": lambda name, value, _: re.search("macro|vba|ole", value, re.IGNORECASE),
    "href": lambda name, value, _: name != "a" and re.match(r"\w+:|//|\.\./|/", value),
}
"""Attributes that may lead elsewhere, and how to tell."""


def check_office(content: bytes) -> Kind:
    """
    Return which office file this is, after every part of it was unpacked and looked at.

    :raises Refused: for macros, outside links, nested files, bombs, or XML that is not plain.
    """
    archive = Archive(content)
    first = b""
    if archive.members and archive.members[0].filename == "mimetype":
        first = b"".join(archive.pieces(archive.members[0]))
    kind = kind_of_archive(archive.names, first)
    budget = [MOST_ELEMENTS]
    for member in archive.members:
        if _RUNS.search(member.filename):
            raise Unsafe(
                "The file holds macros, controls, embedded files or links to other files. "
                "Save a copy without them, or as CSV or PDF."
            )
        _check_member(archive, member, budget)
    return kind


def _check_member(archive: Archive, member: ZipInfo, budget: list[int]) -> None:
    pieces = archive.pieces(member)
    start = next(pieces, b"")
    check_not_nested(start)
    if not start or _PICTURE.search(member.filename) or member.filename == "mimetype":
        for _ in pieces:
            pass
    elif _is_xml(start):
        reader = _Reader(budget)
        reader.feed(start)
        for piece in pieces:
            reader.feed(piece)
        reader.close()
    elif re.search(r"printerSettings\d*\.bin$|^Thumbnails/|^Configurations2/", member.filename):
        for _ in pieces:
            pass
    else:
        raise Unsafe("The file holds a part that cannot be looked into. Save it anew.")


def _is_xml(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


class _Reader:
    """Reads XML in pieces: no document type, so no entities; nothing that calls elsewhere."""

    def __init__(self, budget: list[int]) -> None:
        self._parser: Any = DefusedXMLParser(target=self, forbid_dtd=True, encoding="utf-8")
        self._budget = budget
        self._depth = self._quiet = self._letters = 0
        self._formula: list[str] = []
        self._inside = False

    def feed(self, piece: bytes) -> None:
        self._quiet += len(piece)
        self._told(self._parser.feed, piece)
        if self._quiet > LONGEST_TOKEN:
            raise TooLarge("A part of the file has a single value of over 1 MB.")

    def close(self) -> None:
        if self._parser is not None:
            parser, self._parser = self._parser, None
            self._told(parser.close)
            self._check("".join(self._formula))

    def _told(self, step: Any, *given: bytes) -> None:
        try:
            step(*given)
        except Refused:
            raise
        except DefusedXmlException as problem:
            raise Unsafe("The file declares entities of its own, as no office program does.") from (
                problem
            )
        except (ParseError, ValueError, LookupError, AssertionError) as problem:
            raise Damaged("A part of the file is not well-formed. Save it anew.") from problem

    # ------------------------------------------------------------ called by the parser
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._quiet = 0
        self._depth += 1
        self._budget[0] -= 1
        if self._budget[0] < 0 or self._depth > MOST_DEPTH:
            raise TooLarge("The file has more cells than can be checked. Send it as CSV.")
        name = tag.rpartition("}")[2]
        if name in _FORBIDDEN:
            raise _calls_elsewhere()
        self._inside = name in _FORMULAS
        if attributes:
            self._check_attributes(name, attributes)

    def end(self, tag: str) -> None:
        self._quiet = 0
        self._depth -= 1
        self._inside = False
        # The pieces of a Word field follow each other; a formula of a sheet stands alone.
        if self._formula and not tag.endswith("}instrText") and tag.rpartition("}")[2] in _FORMULAS:
            self._check("".join(self._formula))
            self._formula.clear()
            self._letters = 0

    def data(self, text: str) -> None:
        self._quiet = 0
        if self._inside:
            self._formula.append(text)
            self._letters += len(text)
            if self._letters > _MOST_FORMULA:
                raise TooLarge("The file holds more fields than can be checked.")

    def _check_attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        for key, value in attributes.items():
            short = key.rpartition("}")[2]
            if short in _FORMULA_MARKS:
                self._check(value)
            elif short in _SUSPECT and _SUSPECT[short](name, value, attributes):
                raise _calls_elsewhere()

    @staticmethod
    def _check(formula: str) -> None:
        if _CALLS.search(formula):
            raise _calls_elsewhere()


def _calls_elsewhere() -> Unsafe:
    return Unsafe(
        "The file holds a formula, field or link that runs something or calls another place. "
        "Save a copy with values only, or as CSV or PDF."
    )
