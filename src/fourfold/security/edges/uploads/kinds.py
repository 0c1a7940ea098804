"""The kinds of files that are taken, told by their content, never by their name."""

from __future__ import annotations

from enum import Enum
from typing import Final

from fourfold.security.edges.uploads.errors import NotAllowed

OFFICE = "application/vnd.openxmlformats-officedocument."


class Kind(Enum):
    """A kind of file: what people call it, its media type, how its name ends."""

    CSV = ("CSV table", "text/csv; charset=utf-8", ".csv")
    TSV = ("TSV table", "text/tab-separated-values; charset=utf-8", ".tsv")
    JSON = ("JSON file", "application/json", ".json")
    PDF = ("PDF document", "application/pdf", ".pdf")
    PNG = ("PNG picture", "image/png", ".png")
    JPEG = ("JPEG picture", "image/jpeg", ".jpg")
    XLSX = ("Excel workbook", f"{OFFICE}spreadsheetml.sheet", ".xlsx")
    ODS = ("OpenDocument table", "application/vnd.oasis.opendocument.spreadsheet", ".ods")
    DOCX = ("Word document", f"{OFFICE}wordprocessingml.document", ".docx")

    def __init__(self, label: str, media_type: str, ending: str) -> None:
        self.label, self.media_type, self.ending = label, media_type, ending


TABLES: Final = frozenset({Kind.CSV, Kind.TSV, Kind.XLSX, Kind.ODS})
PICTURES: Final = frozenset({Kind.PNG, Kind.JPEG})
PAPERS: Final = PICTURES | {Kind.PDF, Kind.DOCX}

ARCHIVE = b"PK\x03\x04"
_STARTS: Final = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
)
_PARTS: Final = (("xl/workbook.xml", Kind.XLSX), ("word/document.xml", Kind.DOCX))
NO_TEXT: Final = frozenset(range(32)) - {9, 10, 13}


def kind_of(content: bytes) -> Kind | None:
    """Return the kind that a file begins like; None for an archive, whose parts must be seen."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(ARCHIVE):
        return None
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if NO_TEXT & set(head) or head.lstrip().startswith((b"<", b"#!", b"{\\rtf", b"%!")):
        raise unknown()
    if head.lstrip().startswith((b"{", b"[")):
        return Kind.JSON
    return Kind.TSV if b"\t" in head.partition(b"\n")[0] else Kind.CSV


def kind_of_archive(names: list[str], first: bytes) -> Kind:
    """
    Return which office file an archive is, by its parts.

    first: the content of the part "mimetype", or nothing.
    :raises NotAllowed: if it is any other archive.
    """
    if first.strip() == Kind.ODS.media_type.encode():
        return Kind.ODS
    for part, kind in _PARTS:
        if part in names and "[Content_Types].xml" in names:
            return kind
    raise unknown()


def unknown() -> NotAllowed:
    """Return the error for a file of no kind that is taken anywhere."""
    return NotAllowed(
        "This kind of file is not taken. Send a table as CSV, XLSX or ODS, a document as PDF or "
        "DOCX, a picture as JPEG or PNG."
    )
