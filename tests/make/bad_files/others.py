"""Files that are no tables at all."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Iterator
from random import Random

from tests.make.bad_files.asked import text
from tests.make.bad_files.books import packed
from tests.make.bad_files.made import Bad

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = text().encode()


def others() -> Iterator[Bad]:
    tail = Random(7).randbytes(3_000)  # noqa: S311 - the same on every run
    for name, start in {
        "pdf": b"%PDF-1.7\n",
        "png": b"\x89PNG\r\n\x1a\n",
        "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "gif": b"GIF89a",
        "tiff": b"II*\0",
        "bmp": b"BM\0\0\1\0",
        "webp": b"RIFF\0\1\0\0WEBP",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "rar": b"Rar!\x1a\x07\0",
        "cab": b"MSCF\0\0",
        "zstd": b"\x28\xb5\x2f\xfd",
        "exe": b"MZ\x90\0\3",
        "elf": b"\x7fELF\2\1",
        "sqlite": b"SQLite format 3\0",
        "parquet": b"PAR1\x15\x04",
        "spss": b"$FL2@(#)",
        "access": b"\0\1\0\0Standard Jet DB\0",
        "mp3": b"ID3\4\0\0\0",
        "noise": b"\x9c\x01",
    }.items():
        yield Bad(f"a {name}", f"a {name}", lambda s=start: s + tail)
    yield Bad("gzip", "a table packed with gzip", lambda: gzip.compress(GOOD, mtime=0))
    yield Bad("bzip2", "a table packed with bzip2", lambda: bz2.compress(GOOD))
    yield Bad("xz", "a table packed with xz", lambda: lzma.compress(GOOD))
    yield Bad(
        "tar",
        "an archive of Unix",
        lambda: b"a.csv".ljust(257, b"\0") + b"ustar\0" + b"00" + bytes(248) + GOOD,
    )
    yield Bad("zip", "a table packed with zip", lambda: packed({"a.csv": GOOD}))
    yield Bad(
        "zip of zips",
        "an archive in an archive",
        lambda: packed({"a.zip": packed({"a.csv": GOOD})}),
    )
    yield Bad("zip empty", "an archive with nothing in it", lambda: packed({}))
    yield Bad("jar", "a Java program", lambda: packed({"META-INF/MANIFEST.MF": b"a"}))
    types = {"[Content_Types].xml": b"<Types/>"}
    yield Bad("docx", "a letter", lambda: packed(types | {"word/document.xml": b"<a/>"}))
    yield Bad("pptx", "slides", lambda: packed(types | {"ppt/presentation.xml": b"<a/>"}))
    yield Bad("xlsb", "a binary workbook", lambda: packed(types | {"xl/workbook.bin": b"a"}))
    for name in ("text", "presentation"):
        kind = f"application/vnd.oasis.opendocument.{name}".encode()
        yield Bad(
            f"od {name}",
            f"an OpenDocument {name}",
            lambda k=kind: packed({"mimetype": k, "content.xml": b"<a/>"}),
        )
    yield Bad(
        "numbers",
        "a table of Numbers for the Mac",
        lambda: packed({"Index/Document.iwa": b"a", "Metadata/a.plist": b"b"}),
    )
    yield Bad("xls", "a workbook of Excel 97", lambda: _OLE + "Workbook".encode("utf-16-le") + tail)
    yield Bad("doc", "a letter of Word 97", lambda: _OLE + "WordDocument".encode("utf-16-le"))
    yield Bad(
        "password",
        "a workbook with a password",
        lambda: _OLE + "EncryptedPackage".encode("utf-16-le") + tail,
    )
    table = b"<table><tr><td>number</td><td>town</td></tr></table>"
    yield Bad("html table", "a web page named .xls", lambda: table)
    yield Bad("html page", "a web page", lambda: b"\xef\xbb\xbf<!DOCTYPE html><html>" + table)
    yield Bad(
        "html office",
        "a web page that Office made",
        lambda: b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">' + table,
    )
    yield Bad(
        "html comment",
        "a web page with a comment before",
        lambda: b"<!-- made up -->\n<html>" + table,
    )
    yield Bad("xml 2003", "a workbook as XML of 2003", lambda: b'<?xml version="1.0"?><Workbook/>')
    yield Bad(
        "xml laughs",
        "XML with entities",
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    )
    yield Bad("rtf", "a letter as RTF", lambda: b"{\\rtf1\\ansi hello}")
    yield Bad("script", "a program in a text", lambda: b"#!/bin/sh\necho hello\n")
    yield Bad(
        "mail", "a mail", lambda: b"From: a@example.org\r\nSubject: Data\r\n\r\nSee attached.\r\n"
    )
    yield Bad(
        "card",
        "an address card",
        lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Made Up\r\nEND:VCARD\r\n",
    )
    yield Bad(
        "case unknown",
        "a case of HTCDS with a field that is none",
        lambda: b"field,value\r\nshoe_size,44\r\n",
    )
    yield Bad(
        "case other",
        "a case of HTCDS where stays were asked for",
        lambda: b"field,value\r\ngender,F\r\n",
    )
