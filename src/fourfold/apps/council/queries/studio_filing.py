"""What goes to the clerks of the legislature: the report's files and an index sheet, packed."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256

from fourfold.apps.council import access
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.catalog import queries as catalog
from fourfold.documents import pdf
from fourfold.documents.studio import Filing, index_sheet
from fourfold.reference import active_pack

FILING_LAW = "CGS_11_4A"
"""Code of the pack's statute on how reports reach the legislature, where the pack has it."""
ENDINGS = {"": "English", "-es": "Spanish"}


def filing(report: str, *, viewer: access.Who) -> bytes:
    """
    Return the ZIP for the clerks: each published edition as PDF, and the index sheet as PDF.

    The same report gives the same bytes. :raises NoSuchPaper: before it is published.
    """
    held = access.studio(viewer).filter(id=report).first()
    if held is None or not held.editions:
        raise NoSuchPaper("There is no published report.")
    pack = active_pack()
    council = pack.settings["council"]
    files: list[tuple[str, bytes]] = []
    for ending in ENDINGS:
        found = catalog.document_file(f"annual-report-{held.year}{ending}", "pdf")
        if found is not None and (ending.removeprefix("-") or "en") in held.editions:
            files.append((f"annual-report-{held.year}{ending}.pdf", found.content))
    laws = {row["code"]: row for row in pack.rows("statutes")}
    law = laws.get(FILING_LAW)
    sheet = index_sheet(
        Filing(
            title=held.title,
            agency=council["name"],
            law=council["law"],
            filing_law=f"{law['citation']}, {law['title']}" if law else "not in the sources",
            issued_on=held.issued_on,
            addressed_to=council.get("reports_to", ""),
            contact=str(council.get("contact", "")),
            files=tuple(
                (name, f"{len(content):,} bytes", sha256(content).hexdigest())
                for name, content in files
            ),
        )
    )
    files.append(("index-sheet.pdf", pdf.render(sheet)))
    packed = io.BytesIO()
    day = held.issued_on
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, content)
    return packed.getvalue()
