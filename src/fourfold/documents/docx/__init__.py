"""
A document as DOCX, for people who edit, comment and copy.

Real Word styles, headings, lists, captions, repeated table headers, bookmarks and links. The same
document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from html import escape
from typing import Any

from fourfold.documents import charts
from fourfold.documents.blocks import Chart, Document, Picture
from fourfold.documents.docx.body import Body, paragraph, run
from fourfold.documents.docx.styles import put_fonts, put_numbering, put_styles
from fourfold.documents.phrases import phrases
from fourfold.documents.proof import check

__all__ = ["render"]

_INCH = 914400
_PICTURE = int(6.5 * _INCH)
_TALLEST = int(7.5 * _INCH)
_SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
    )
)
_LEFT_OUT = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Parts of python-docx's own template that say nothing about this document."""


def render(document: Document) -> bytes:
    """
    Write a document as DOCX.

    :raises BrokenDocument: with all that is wrong, before anything is written.
    :raises FontsMissing: if there are charts, and the set-up has not fetched the fonts.
    """
    check(document)
    import docx  # noqa: PLC0415 - slow to load; a page that only shows HTML must not pay
    from docx.oxml import parse_xml  # noqa: PLC0415 - the same

    words = phrases(document.language)
    word = docx.Document()
    pictures = _Pictures(word, document.language)
    body = Body(document, picture=pictures.drawing, address=pictures.address)
    written = parse_xml(f"<w:body {_SPACES}>{body.xml()}</w:body>")
    page = word.element.body.sectPr
    for part in list(written):
        page.addprevious(part)

    put_styles(word, locale=words.locale if "-" not in document.language else document.language)
    put_fonts(word)
    put_numbering(word, starts=body.starts)
    _put_page(word, document, parse_xml)
    _put_facts(word, document)
    for holder in (word.part, word.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                del holder.rels[key]
    unpacked = io.BytesIO()
    word.save(unpacked)
    return _packed(unpacked, document)


class _Pictures:
    """Puts pictures and outside addresses into the package, each once."""

    def __init__(self, word: Any, language: str) -> None:
        self.part = word.part
        self.language = language
        self.count = 0

    def drawing(self, chart: Chart | Picture) -> str:
        self.count += 1
        if isinstance(chart, Picture):
            drawn = chart.content
        else:
            drawn = charts.png(chart, language=self.language)
        relation, image = self.part.get_or_add_image(io.BytesIO(drawn))
        width, height = _PICTURE, _PICTURE * image.px_height // image.px_width
        if height > _TALLEST:
            width, height = width * _TALLEST // height, _TALLEST
        name = escape(chart.id)
        return (
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{self.count}" name="{name}" descr="{escape(chart.alt)}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{self.count}" name="{name}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
            "</a:stretch></pic:blipFill><pic:spPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def address(self, to: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - loaded by render()

        id_: str = self.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return id_


def _put_page(word: Any, document: Document, parse_xml: Any) -> None:
    """Set Letter paper, the running title above and the page's number below, not on the cover."""
    words = phrases(document.language)
    section = word.sections[0]
    section.page_width, section.page_height = int(8.5 * _INCH), 11 * _INCH
    section.left_margin = section.right_margin = _INCH
    section.top_margin = section.bottom_margin = _INCH
    section.different_first_page_header_footer = True
    tab = "<w:r><w:tab/></w:r>"
    head = run(document.running_title or document.title) + tab + run(words.on(document.issued_on))
    foot = (
        f"{run(document.author)}{tab}{run(f'{words.page} ')}{_field('PAGE')}"
        f"{run(f' {words.of} ')}{_field('NUMPAGES')}"
    )
    for holder, style, text in (
        (section.header, "Header", head),
        (section.footer, "Footer", foot),
    ):
        holder.is_linked_to_previous = False
        element = holder._element
        for old in list(element):
            element.remove(old)
        element.extend(list(parse_xml(f"<w:hdr {_SPACES}>{paragraph(style, text)}</w:hdr>")))


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _put_facts(word: Any, document: Document) -> None:
    """Set the file's properties; its only date is the document's."""
    day = datetime.combine(document.issued_on, time())
    facts = word.core_properties
    facts.title = document.title[:255]
    facts.subject = document.subtitle[:255]
    facts.author = facts.last_modified_by = document.author[:255]
    facts.comments = document.summary[:255]
    facts.keywords = ", ".join(document.keywords)[:255]
    facts.language = document.language
    facts.created = facts.modified = day
    facts.revision = 1
    word.settings.element.find("./{*}zoom").set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}percent", "100"
    )
    for setting in word.settings.element.iterfind(".//{*}compatSetting"):
        values = setting.attrib
        if "compatibilityMode" in values.values():
            key = next(name for name in values if name.endswith("}val"))
            setting.set(key, "15")  # Word 2013 and later: no "compatibility mode" in the title bar


def _packed(unpacked: io.BytesIO, document: Document) -> bytes:
    """Pack the file again: entries in a fixed order, all dated the day of issue."""
    day = document.issued_on
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(unpacked) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
