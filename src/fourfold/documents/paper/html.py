"""A form as HTML, to be read on a screen and printed; style inside, nothing from outside."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from fourfold.documents import tokens
from fourfold.documents.paper.blocks import Blanks, Boxes, Form, Part, Points, Section
from fourfold.documents.phrases import Phrases, phrases

_STYLE = Path(__file__).parents[1] / "templates" / "form.css"


def page(form: Form) -> str:
    """Write a whole HTML file."""
    return (
        f'<!DOCTYPE html>\n<html lang="{_e(form.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{_e(form.title)}</title>\n<meta name="author" content="{_e(form.author)}">\n'
        f"<style>\n{stylesheet()}</style>\n</head>\n<body>\n<main>\n{body(form)}\n</main>\n"
        "</body>\n</html>\n"
    )


def body(form: Form) -> str:
    """Write a form as one element, <div class="paper">, with its title as h1."""
    words = phrases(form.language)
    parts = "".join(_part(each, words) for each in form.parts)
    sections = "\n".join(_section(each, words) for each in form.sections)
    notice = f'<p class="paper-notice">{_e(form.notice)}</p>' if form.notice else ""
    return (
        f'<div class="paper" lang="{_e(form.language)}">\n<h1>{_e(form.title)}</h1>\n'
        f'<p class="paper-lead">{_e(form.lead)}</p>\n{parts}\n{sections}\n{notice}'
        f'<p class="paper-code">{_e(form.code)}</p>\n</div>'
    )


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return the rules for the classes of body() and page(), print included."""
    names = ("INK", "SOFT", "PAPER", "WASH", "LINE", "RULE", "DEEP")
    colors = {name.lower(): getattr(tokens, name) for name in names}
    family = f"'{tokens.FAMILY}', {tokens.FALLBACK}"
    return Template(_STYLE.read_text(encoding="utf-8")).substitute(colors, family=family)


def _section(section: Section, words: Phrases) -> str:
    number = f'<span class="paper-number">{_e(section.number)}</span> ' if section.number else ""
    parts = "".join(_part(each, words) for each in section.parts)
    staff = ' class="paper-staff"' if section.for_staff else ""
    return f"<section{staff}><h2>{number}{_e(section.title)}</h2>{parts}</section>"


def _part(part: Part, words: Phrases) -> str:
    if isinstance(part, Points):
        items = "".join(
            f"<li><strong>{_e(each.strong)}</strong> {_e(each.text)}</li>" for each in part.items
        )
        return f'<div class="paper-points"><h2>{_e(part.title)}</h2><ul>{items}</ul></div>'
    if isinstance(part, Boxes):
        return _boxes(part, words)
    if isinstance(part, Blanks):
        return _blanks(part)
    small = ' class="paper-small"' if part.small else ""
    return f"<p{small}>{_e(part.text)}</p>"


def _boxes(boxes: Boxes, words: Phrases) -> str:
    legend = f"<p>{_e(boxes.legend)}</p>" if boxes.legend else ""
    two = " paper-two" if boxes.columns > 1 else ""
    items = "".join(
        f'<li><span class="paper-box{" paper-checked" if each.ticked else ""}" role="img" '
        f'aria-label="{words.ticked if each.ticked else words.empty}"></span>'
        f"<span>{_e(each.label)}"
        + (f'<span class="paper-small">{_e(each.help)}</span>' if each.help else "")
        + "</span></li>"
        for each in boxes.items
    )
    return f'{legend}<ul class="paper-boxes{two}">{items}</ul>'


def _blanks(blanks: Blanks) -> str:
    tall = " paper-tall" if blanks.tall else ""
    items = "".join(
        f'<div class="paper-blank{" paper-wide" if each.share > 1.4 else ""}">'
        f"<dt>{_e(each.label)}</dt><dd>{_e(each.value)}</dd></div>"
        for each in blanks.items
    )
    return f'<dl class="paper-blanks{tall}">{items}</dl>'


def _e(text: str) -> str:
    return escape(text, quote=True)
