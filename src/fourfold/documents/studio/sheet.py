"""The index sheet that goes with a report to the clerks: what it is, of whom, on which law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import Column, Document, Paragraph, Row, Table, line
from fourfold.documents.words import day


@dataclass(frozen=True, slots=True)
class Filing:
    """
    A report as it is handed over. law: what asks for it. contact: blank if the pack names nobody.

    files: name, pages or size in words, and SHA-256 of each.
    """

    title: str
    agency: str
    law: str
    filing_law: str
    issued_on: date
    addressed_to: str
    contact: str
    files: tuple[tuple[str, str, str], ...]


def index_sheet(filing: Filing) -> Document:
    """Compose the sheet; it fits on one page, below its title."""
    facts = (
        ("Title", filing.title),
        ("Agency", filing.agency),
        ("Statute that asks for the report", filing.law),
        ("Handed over under", filing.filing_law),
        ("To", filing.addressed_to),
        ("Date of the report", day(filing.issued_on)),
        ("Contact", filing.contact or "not named in the sources"),
    )
    return Document(
        title="Index sheet",
        subtitle=filing.title,
        author=filing.agency,
        language="en",
        issued_on=filing.issued_on,
        running_title="Index sheet",
        blocks=(
            Paragraph(line("This sheet goes with the electronic copy of the report.")),
            Table(
                "facts",
                "The report",
                (Column("What", share=1.2), Column("As filed", share=3)),
                tuple(Row((line(name), line(said))) for name, said in facts),
            ),
            Table(
                "files",
                "Files, each with its fingerprint (SHA-256)",
                (Column("File", share=1.4), Column("Size", share=0.7), Column("SHA-256", share=3)),
                tuple(
                    Row((line(name), line(size), line(" ".join(_in_eights(digest)))))
                    for name, size, digest in filing.files
                ),
            ),
        ),
    )


def _in_eights(digest: str) -> list[str]:
    return [digest[nth : nth + 8] for nth in range(0, len(digest), 8)]
