"""
Pieces of pages as template tags, available in every template without loading.

They know how things look, not what they mean. All of them escape what they are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourfold.documents.speech import Speech
from fourfold.documents.words import day

register = template.Library()

FOUR_PS = ("prevention", "protection", "prosecution", "partnership")
KINDS = {"note": "info", "caution": "warning", "stop": "error"}


@register.simple_block_tag
def alert(content: SafeString, title: str, kind: str = "note", level: int = 2) -> SafeString:
    """Set words apart. kind: note, caution or stop. level: of its heading."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"An alert is one of {', '.join(KINDS)}, not {kind!r}.")
    return format_html(
        '<div class="usa-alert usa-alert--{} usa-alert--slim ff-alert">'
        '<div class="usa-alert__body">'
        '<h{} class="usa-alert__heading">{}</h{}><div class="usa-alert__text">{}</div></div></div>',
        KINDS[kind],
        int(level),
        title,
        int(level),
        content,
    )


@register.simple_block_tag
def scroll_region(content: SafeString, label: str) -> SafeString:
    """Let what is too wide scroll by itself; the keyboard reaches it and it has a name."""
    return format_html(
        '<div class="usa-table-container--scrollable ff-scroll" tabindex="0" role="region" '
        'aria-label="{}">{}</div>',
        label,
        content,
    )


@register.simple_tag
def page_in(name: str, **where: str) -> str:
    """Return the address of a page of the site in the reader's language, else in English."""
    try:
        return reverse(f"{name}_{get_language()}", kwargs=where)
    except NoReverseMatch:
        return reverse(name, kwargs=where)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in the other language."""

    href: str
    code: str
    words: str


def twin(name: str, **where: str) -> Twin:
    """Return the same public page in the other language: Spanish from English, and back."""
    if get_language() == "es":
        return Twin(reverse(f"public:{name}", kwargs=where), "en", "English")
    return Twin(reverse(f"public:{name}_es", kwargs=where), "es", "Español")


@register.simple_tag
def four_p(code: str) -> SafeString:
    """Name one of the four Ps, with its thin rule."""
    return format_html('<span class="ff-p ff-p--{}">{}</span>', _known(code), four_p_name(code))


@register.filter
def day_words(when: date) -> str:
    """Say a day in the reader's language, as reports say it: "November 22, 2026"."""
    return day(when, Speech(get_language() or "en"))


@register.filter
def four_p_name(code: str) -> str:
    """Return the name of a P in the reader's language; "" for an unknown code."""
    names = {
        "prevention": _("Prevention"),
        "protection": _("Protection"),
        "prosecution": _("Prosecution"),
        "partnership": _("Partnership"),
    }
    return names.get(code, "")


@register.filter
def four_p_hue(code: str) -> str:
    """Return the class that draws a P's hue."""
    return f"ff-p--{_known(code)}"


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*steps: str, here: str) -> dict[str, Any]:
    """Show the way here, in the language it stands in. steps: label, address, label, address, …"""
    way = list(zip(steps[::2], steps[1::2], strict=True))
    return {"steps": way, "here": here, "language": get_language()}


@register.inclusion_tag("components/key_figure.html")
def key_figure(
    value: str, label: str, *, href: str, hue: str = "", note: str = ""
) -> dict[str, Any]:
    """Show one large number with what it counts."""
    return {"value": value, "label": label, "href": href, "hue": _known(hue), "note": note}


@register.inclusion_tag("components/downloads.html")
def downloads(files: Iterable[Any], label: str, of: str = "", language: str = "") -> dict[str, Any]:
    """
    List files to download; each has name, href and size in bytes (or None).

    of: what the files are of, read aloud after each name, where a page has several such lists.
    language: of those words, where it may not be the page's.
    """
    other = "" if language == get_language() else language
    return {"files": list(files), "label": label, "of": of, "language": other}


def _known(code: str) -> str:
    return code if code in FOUR_PS else "none"
