"""
A block's text as people type it, read into paragraphs and lists, and written back.

    Two **strong** words, *one* with stress, {F041} bound to its figure, [a way](https://out).

    - an item of a list
    1. an item of a numbered list
    > a note beside the text

A backslash before one of these signs leaves it as it is. What cannot be read as a sign stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from fourfold.documents.blocks import Bullets, Line, Link, Number, Paragraph, Piece, Text

Part: TypeAlias = Paragraph | Bullets

_SIGN = re.compile(
    r"\\(?P<plain>[\\*{}\[\]>.\-])"
    r"|\{(?P<figure>[A-Z]+[0-9]+)\}"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])+)\]\((?P<to>https?://[^\s()]+|mailto:[^\s()]+)\)"
    r"|(?P<star>\*\*|\*)"
)
_PLAIN = re.compile(r"\\([\\*{}\[\]>.\-])")
_ESCAPED = re.compile(r"([\\*{}\[\]])")
_START = re.compile(r"(?P<dash>- +)(?=\S)|(?P<number>[0-9]{1,3})\. +(?=\S)|(?P<note>> *)(?=\S)")
_BEGINS = re.compile(r"(-) +\S|[0-9]{1,3}(\.) +\S|(>) *\S")
_TYPED = re.compile(r"(?<![\w§./-])\$?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?(?![\w/-])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def parse(text: str) -> tuple[Part, ...]:
    """Read a text. A bound number's `shown` is its figure's code until somebody fills it in."""
    parts: list[Part] = []
    for chunk in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        parts += _chunk([each.strip() for each in chunk.split("\n") if each.strip()])
    return tuple(parts)


def write(parts: tuple[Part, ...]) -> str:
    """Write parts as a text that reads as the same parts."""
    return "\n\n".join(_written(each) for each in parts)


def codes(text: str) -> tuple[str, ...]:
    """Return the codes of the figures a text is bound to, each once, in order."""
    found = (piece.figure for line in lines(text) for piece in line if isinstance(piece, Number))
    return tuple(dict.fromkeys(found))


def typed_numbers(text: str) -> tuple[str, ...]:
    """Return numbers typed by hand, bound to no figure. Years and numbers of laws are none."""
    found = (
        number
        for line in lines(text)
        for piece in line
        if isinstance(piece, Text)
        for number in _TYPED.findall(piece.text)
        if not _YEAR.fullmatch(number)
    )
    return tuple(dict.fromkeys(found))


def lines(text: str) -> Iterator[Line]:
    """Give every line of pieces of a text."""
    for part in parse(text):
        yield from (part.line,) if isinstance(part, Paragraph) else part.items


def line_of(text: str) -> Line:
    """Read one line, such as a table's cell."""
    return _line(" ".join(text.split("\n")).strip())


def _chunk(rows: list[str]) -> Iterator[Part]:
    """Read lines without a blank one between them; a line goes on where the one above ended."""
    held: list[tuple[str, int, list[str]]] = []
    for row in rows:
        found = _START.match(row)
        if found is None:
            if held and held[-1][0] != "":
                held[-1][2][-1] += f" {row}"
            elif held:
                held[-1][2][0] += f" {row}"
            else:
                held.append(("", 0, [row]))
            continue
        kind = next(name for name in ("dash", "number", "note") if found[name] is not None)
        said = row[found.end() :]
        if held and held[-1][0] == kind != "note":
            held[-1][2].append(said)
        else:
            held.append((kind, int(found["number"] or 0), [said]))
    for kind, start, said_rows in held:
        read = tuple(each for each in (_line(said) for said in said_rows) if each)
        if not read:
            continue
        if kind in ("dash", "number"):
            yield Bullets(read, start if kind == "number" else None)
        else:
            yield Paragraph(read[0], "note" if kind == "note" else "body")


def _line(text: str) -> Line:
    signs = list(_SIGN.finditer(text))
    open_: dict[str, int] = {
        star: sum(each["star"] == star for each in signs) // 2 * 2 for star in ("**", "*")
    }
    look = {"**": False, "*": False}
    pieces: list[Piece] = []
    end = 0
    for sign in signs:
        _add(pieces, text[end : sign.start()], look)
        end = sign.end()
        if sign["plain"]:
            _add(pieces, sign["plain"], look)
        elif sign["figure"]:
            pieces.append(Number(sign["figure"], sign["figure"], strong=look["**"]))
        elif sign["words"]:
            pieces.append(Link(_PLAIN.sub(r"\1", sign["words"]), sign["to"]))
        elif open_[sign["star"]]:
            open_[sign["star"]] -= 1
            look[sign["star"]] = not look[sign["star"]]
        else:
            _add(pieces, sign["star"], look)
    _add(pieces, text[end:], look)
    return _trimmed(pieces)


def _trimmed(pieces: list[Piece]) -> Line:
    """Drop blanks at both ends, which paper would not show."""
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and isinstance(piece := pieces[place], Text):
            words = strip(piece.text)
            if words:
                pieces[place] = Text(words, strong=piece.strong, emphasis=piece.emphasis)
                break
            pieces.pop(place)
    return tuple(pieces)


def _add(pieces: list[Piece], words: str, look: dict[str, bool]) -> None:
    if not words:
        return
    made = Text(words, strong=look["**"], emphasis=look["*"])
    last = pieces[-1] if pieces else None
    if isinstance(last, Text) and (last.strong, last.emphasis) == (made.strong, made.emphasis):
        pieces[-1] = Text(last.text + words, strong=made.strong, emphasis=made.emphasis)
    else:
        pieces.append(made)


def _written(part: Part) -> str:
    if isinstance(part, Paragraph):
        said = _said(part.line)
        return f"> {said}" if part.role == "note" else _guarded(said)
    heads = (
        f"{part.start + nth}. " if part.start is not None else "- "
        for nth in range(len(part.items))
    )
    return "\n".join(f"{head}{_said(each)}" for head, each in zip(heads, part.items, strict=True))


def _guarded(said: str) -> str:
    """Keep words that only look like the start of a list or note what they are."""
    if found := _BEGINS.match(said):
        place = next(found.start(nth) for nth in (1, 2, 3) if found[nth])
        return f"{said[:place]}\\{said[place:]}"
    return said


def _said(line: Line) -> str:
    strong = emphasis = False
    said = ""
    for piece in line:
        if isinstance(piece, Link):
            said += f"[{_ESCAPED.sub(_backslash, piece.text)}]({piece.to})"
            continue
        if piece.strong != strong:
            said, strong = said + "**", piece.strong
        if isinstance(piece, Number):
            said += f"{{{piece.figure}}}"
            continue
        if piece.emphasis != emphasis:
            said, emphasis = said + "*", piece.emphasis
        said += _ESCAPED.sub(_backslash, piece.text)
    return said + ("**" if strong else "") + ("*" if emphasis else "")


def _backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
