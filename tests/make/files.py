"""Small files of every kind that is taken, made here; and ways to put something else into them."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from fourfold.security.edges import sheets

AT = datetime(2030, 3, 4, tzinfo=UTC)
PLACE = (IFDRational(41), IFDRational(45), IFDRational(4967, 100))
CAMERA = "Canary Camera 9"
Parts = dict[str, bytes]

CSV = b"town,count\nJuniper,3\n"
TSV = CSV.replace(b",", b"\t")
JSON = b'{"town": "Juniper", "count": [1, 2.5, null]}'


def picture(
    form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object
) -> bytes:
    out = io.BytesIO()
    color = {"RGB": (18, 58, 90), "RGBA": (18, 58, 90, 120), "CMYK": (9, 9, 9, 9)}.get(mode, 90)
    Image.new(mode, size, color).save(out, form, **more)
    return out.getvalue()


def located(form: str) -> bytes:
    """A picture that says where it was taken, with what, and lies on its side."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = CAMERA, 6
    exif.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "W", 4: PLACE})
    return picture(form, exif=exif)


# ---------------------------------------------------------------- archives
def packed(parts: Parts, *, method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            member = ZipInfo(name, (2030, 1, 1, 0, 0, 0))
            kind = 0 if name == "mimetype" else method
            archive.writestr(member, content, kind, compresslevel=1)
    return out.getvalue()


def parts_of(content: bytes) -> Parts:
    with ZipFile(io.BytesIO(content)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def xlsx_parts() -> Parts:
    return parts_of(sheets.write_xlsx([["town", "count"], ["Juniper", 3]], sheet="x", at=AT))


def docx_parts() -> Parts:
    out = io.BytesIO()
    paper = Document()
    paper.add_paragraph("A letter about nothing.")
    paper.save(out)
    return parts_of(out.getvalue())


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ods_parts(inside: str = "", attribute: str = "") -> Parts:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" '
        f'xmlns:table="{_OFFICE}:table:1.0" xmlns:text="{_OFFICE}:text:1.0" '
        f'xmlns:draw="{_OFFICE}:drawing:1.0" xmlns:script="{_OFFICE}:script:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        "<office:body><office:spreadsheet><table:table><table:table-row>"
        f"<table:table-cell {attribute}><text:p>3</text:p>{inside}</table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return {
        "mimetype": kind,
        "content.xml": content.encode(),
        "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:x"/>',
    }


def with_parts(parts: Parts, **more: bytes) -> bytes:
    """Return an archive with more parts; __ in a name stands for a slash, 00 for a point."""
    return packed(parts | {n.replace("__", "/").replace("00", "."): c for n, c in more.items()})


def in_sheet(cell: str) -> bytes:
    """Return a workbook with one more cell, given as XML."""
    return replaced(xlsx_parts(), "xl/worksheets/sheet1.xml", "</row>", f"{cell}</row>")


def in_letter(xml: str) -> bytes:
    """Return a letter with one more paragraph, given as XML."""
    return replaced(docx_parts(), "word/document.xml", "<w:sectPr", f"<w:p>{xml}</w:p><w:sectPr")


def in_relations(parts: Parts, name: str, relation: str) -> bytes:
    return replaced(parts, name, "</Relationships>", f"{relation}</Relationships>")


def replaced(parts: Parts, name: str, old: str, new: str) -> bytes:
    assert old.encode() in parts[name], f"{name} has no {old}"
    return packed(parts | {name: parts[name].replace(old.encode(), new.encode(), 1)})


def patched(content: bytes, *, local: int, central: int, form: str, value: int) -> bytes:
    """Return an archive with one field of its first member changed in both of its records."""
    changed = bytearray(content)
    at = content.rfind(b"PK\x01\x02")
    while (before := content.rfind(b"PK\x01\x02", 0, at)) >= 0:
        at = before
    if local >= 0:
        struct.pack_into(form, changed, local, value)
    struct.pack_into(form, changed, at + central, value)
    return bytes(changed)


# ---------------------------------------------------------------- PDF
def pdf(*objects: bytes, end: bytes = b"%%EOF\n") -> bytes:
    """Return a PDF with these objects besides a page; its table of places is left out."""
    own = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    )
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(own, start=1))
    return b"%PDF-1.7\n" + numbered + b"trailer << /Root 1 0 R >>\nstartxref\n0\n" + end


def stream(content: bytes, about: bytes = b"", *, filters: bytes = b"/FlateDecode") -> bytes:
    data = zlib.compress(content, 1) if filters == b"/FlateDecode" else content
    head = b"<< /Length %d /Filter %s %s >>" % (len(data), filters, about)
    return head + b"\nstream\n" + data + b"\nendstream"


OBJECTS = b"/Type /ObjStm /N 1 /First 4"
RUN = b"9 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"


# ---------------------------------------------------------------- PNG
def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png(width: int, height: int, *more: bytes, rows: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body
