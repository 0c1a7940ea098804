"""The Word styles of a document: named, so that a reader can restyle all of it in Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fourfold.documents import tokens

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIZES = tokens.PRINT_SIZES
_FONTS = (
    f'<w:rFonts w:ascii="{tokens.FAMILY}" w:hAnsi="{tokens.FAMILY}" '
    f'w:eastAsia="{tokens.FAMILY}" w:cs="{tokens.FAMILY}"/>'
)
_REPLACEMENT = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="{tokens.FAMILY}"><w:altName w:val="Arial"/>'
    '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
"""Tells Word to use Arial where the reader's machine has no Public Sans."""


def rgb(color: str) -> str:
    """Return a color as Word writes it: no number sign, capitals."""
    return color.lstrip("#").upper()


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style. Sizes and spaces are in points."""

    id: str
    name: str
    size: float = 0
    color: str = ""
    bold: bool = False
    before: float = 0
    after: float = 6
    lines: float = 1.2
    based_on: str = "Normal"
    next: str = "Normal"
    keep: bool = False
    """Stays with the next paragraph."""
    outline: int | None = None
    extra: str = ""
    """More paragraph properties, written after the spacing."""
    first: str = ""
    """More paragraph properties, written before the spacing: numbering, borders, shading."""

    def xml(self) -> str:
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else f'<w:basedOn w:val="{self.based_on}"/>'
        keep = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        spacing = (
            f'<w:spacing w:before="{self.before * 20:.0f}" w:after="{self.after * 20:.0f}" '
            f'w:line="{self.lines * 240:.0f}" w:lineRule="auto"/>'
        )
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        color = f'<w:color w:val="{rgb(self.color)}"/>' if self.color else ""
        half = f"{self.size * 2:.0f}"
        size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if self.size else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}<w:next w:val="{self.next}"/><w:qFormat/>'
            f"<w:pPr>{keep}{self.first}{spacing}{self.extra}{outline}</w:pPr>"
            f"<w:rPr>{_FONTS}{bold}{color}{size}</w:rPr></w:style>"
        )


def _left_border(color: str, width: int, fill: str = "") -> str:
    border = f'<w:left w:val="single" w:sz="{width}" w:space="8" w:color="{rgb(color)}"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{rgb(fill)}"/>' if fill else ""
    return f"<w:pBdr>{border}</w:pBdr>{shade}"


def _indent(left: int, hanging: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


_TAB = '<w:tabs><w:tab w:val="right" w:pos="9360"/></w:tabs>'
_PARAGRAPHS = (
    _Style("Normal", "Normal", _SIZES["body"], tokens.INK, after=8, lines=1.3),
    _Style("Title", "Title", _SIZES["title"], tokens.DEEP, bold=True, after=10, lines=1.05),
    _Style("Subtitle", "Subtitle", _SIZES["section"], after=30, lines=1.15),
    _Style("Addressed", "Addressed to", _SIZES["small"], tokens.SOFT, before=60, after=14),
    _Style("Summary", "Summary", _SIZES["lead"] + 1, before=24, after=24),
    _Style("Byline", "Byline", _SIZES["small"], tokens.SOFT, after=36),
    _Style("ContentsTitle", "Contents title", _SIZES["section"], tokens.DEEP, bold=True, keep=True),
    _Style("TOC1", "toc 1", before=5, after=2, lines=1.1),
    _Style("TOC2", "toc 2", _SIZES["small"] + 1, after=1, lines=1.1, extra=_indent(280)),
    _Style(
        "Heading1",
        "heading 1",
        _SIZES["chapter"],
        tokens.DEEP,
        bold=True,
        before=36,
        after=12,
        lines=1.1,
        keep=True,
        outline=0,
    ),
    _Style(
        "Heading2",
        "heading 2",
        _SIZES["section"],
        tokens.DEEP,
        bold=True,
        before=22,
        after=6,
        lines=1.1,
        keep=True,
        outline=1,
    ),
    _Style(
        "Heading3",
        "heading 3",
        _SIZES["part"],
        tokens.INK,
        bold=True,
        before=16,
        after=4,
        lines=1.1,
        keep=True,
        outline=2,
    ),
    _Style("Lead", "Lead", _SIZES["lead"] + 0.5, after=12, lines=1.3),
    _Style(
        "Note",
        "Note",
        _SIZES["small"] + 0.5,
        tokens.SOFT,
        extra=_indent(200),
        first=_left_border(tokens.LINE, 8),
    ),
    _Style(
        "ListBullet",
        "List Bullet",
        after=4,
        first='<w:numPr><w:numId w:val="1"/></w:numPr>',
        next="ListBullet",
        extra=_indent(360, 260),
    ),
    _Style(
        "ListNumber",
        "List Number",
        after=4,
        first='<w:numPr><w:numId w:val="2"/></w:numPr>',
        next="ListNumber",
        extra=_indent(440, 440),
    ),
    _Style("Caption", "caption", _SIZES["body"] + 0.5, bold=True, before=18, after=2, keep=True),
    _Style("FigureSub", "Figure subtitle", _SIZES["small"] + 0.5, tokens.SOFT, keep=True),
    _Style("Picture", "Picture", after=4, lines=1.0, keep=True),
    _Style("Reading", "How to read it", _SIZES["small"] + 0.5, after=2),
    _Style("Source", "Source", _SIZES["small"], tokens.SOFT, after=4),
    _Style("TableCaption", "Table caption", _SIZES["small"] + 0.5, bold=True, before=12, keep=True),
    _Style("TableText", "Table text", _SIZES["small"] + 0.5, before=2, after=2, lines=1.1),
    _Style("TableSmall", "Table small", _SIZES["tiny"] + 0.5, before=1, after=1, lines=1.05),
    _Style("TableNote", "Table note", _SIZES["small"], tokens.SOFT, before=2, after=2),
    _Style("KeyFigure", "Key figure", _SIZES["figure"], bold=True, before=4, after=0, lines=1.0),
    _Style("CoverFigure", "Cover figure", 64, bold=True, before=6, after=0, lines=1.0),
    _Style("KeyLabel", "Key figure label", _SIZES["small"] + 0.5, tokens.SOFT, lines=1.1),
    *(
        _Style(
            f"{kind}{part}",
            f"{name} {part.lower()}",
            bold=part == "Title",
            before=10 if part == "Title" else 0,
            after=2 if part == "Title" else 12,
            keep=part == "Title",
            first=_left_border(color, 24, fill),
            extra='<w:ind w:left="200" w:right="120"/>',
        )
        for kind, name, color, fill in (
            ("Set", "Set apart", tokens.DEEP, tokens.WASH),
            ("Caution", "Caution", tokens.CAUTION, tokens.CAUTION_WASH),
        )
        for part in ("Title", "Text")
    ),
    _Style("Header", "header", _SIZES["tiny"] + 0.5, tokens.SOFT, after=0, first=_TAB),
    _Style("Footer", "footer", _SIZES["tiny"] + 0.5, tokens.SOFT, after=0, first=_TAB),
)

_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
    f'<w:color w:val="{rgb(tokens.PRIMARY)}"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Number"><w:name w:val="Number with source"/>'
    f'<w:rPr><w:u w:val="dotted" w:color="{rgb(tokens.PRIMARY)}"/></w:rPr></w:style>'
)

_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '</w:style><w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{rgb(tokens.LINE)}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rgb(tokens.LINE)}"/>'
    '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/>'
    f'<w:color w:val="{rgb(tokens.DEEP)}"/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{rgb(tokens.DEEP)}"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def put_styles(word: Any, *, locale: str) -> None:
    """Replace all styles of a new python-docx document by ours. locale: such as "en-US"."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - python-docx is slow to load

    styles = word.styles.element
    for old in list(styles):
        if old.tag in {f"{{{W}}}style", f"{{{W}}}docDefaults"}:
            styles.remove(old)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    ours = "".join(style.xml() for style in _PARAGRAPHS)
    new = parse_xml(f'<w:styles xmlns:w="{W}">{defaults}{ours}{_CHARACTERS}{_TABLES}</w:styles>')
    styles.insert(0, new[0])
    styles.extend(list(new))


def put_fonts(word: Any) -> None:
    """Name our font in the file's font table, with what to use instead."""
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            relation.target_part._blob = (head + _REPLACEMENT).encode()


def put_numbering(word: Any, *, starts: list[int]) -> None:
    """Replace list numbering: 1 is bullets, 2 the style's own, 3 and on one for each of starts."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - python-docx is slow to load

    levels = (
        ("0", "bullet", "•", "ListBullet", _indent(360, 260)),
        ("1", "decimal", "%1.", "ListNumber", _indent(440, 440)),
    )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent}</w:pPr></w:lvl></w:abstractNum>"
        for id_, form, text, style, indent in levels
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, start in enumerate(starts, start=3)
    )
    plain = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in (1, 2)
    )
    numbering = word.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    new = parse_xml(f'<w:numbering xmlns:w="{W}">{kinds}{plain}{lists}</w:numbering>')
    numbering.extend(list(new))
