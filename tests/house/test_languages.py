"""The public's pages in Spanish: which have none yet, and that those that exist are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext, ngettext, override

from fourfold.security.doors import door_of

from .test_reading import hard

WITHOUT = {
    *("attending:trainings", "attending:verify", "attending:sign_in"),
    "council_public:members",
}
"""Public pages without a Spanish one; what they show is English. The list may only shrink."""

NO_PAGE = re.compile(r"(:hsds_\w+|_csv|_json|_file|feed|_style|keep|\.ics|robots|favicon|health)$")
"""Files and answers to programs."""

STAFF = {"openrosa", "programs", "accounts", ""}
"""What staff, their field apps and programs open before they have signed in."""

BY_LANGUAGE = {"surveying"}
"""A survey says its languages by itself: one address a language of its form."""

TEMPLATES = (
    *("base.html", "components/exit.html", "components/help_strip.html"),
    *("components/header.html", "components/footer.html", "public/_help_lines.html"),
    *(
        "public/home.html",
        "public/_four_p_words.html",
        "public/_reports.html",
        "public/get_help.html",
        "public/find_help.html",
        "public/embed_help.html",
        *("public/regions.html", "components/coverage.html", "components/coverage_table.html"),
        *("public/_map.html", "public/_service.html", "public/service.html", "public/card.html"),
        "public/safety.html",
    ),
    *("public/privacy.html", "public/accessibility.html", "public/about.html"),
    *("public/figures.html", "public/figure.html", "public/four_p.html", "public/compare.html"),
    *("public/embed.html", "public/report.html", "public/reports.html", "public/not_found.html"),
    *("council/public_meetings.html", "council/_public_meeting_rows.html"),
    *("council/public_meeting.html", "council/_agenda_changes.html"),
    *("council/_meeting_clocks.html", "council/_public_minutes.html"),
    *("council/_public_materials.html", "council/_minutes_there.html", "council/_motion.html"),
    *("council/_minutes_part.html", "council/_minutes_changed.html"),
    *("council/public_recommendations.html", "council/public_recommendation.html"),
)
PLAIN = re.compile(r"""\{% translate (["'])(.+?)\1""")
BLOCK = re.compile(r"\{% blocktranslate([^%]*)%\}(.+?)\{% endblocktranslate %\}", re.S)
GAPS = re.compile(r"%\(\w+\)s")
SOURCES = Path(__file__).resolve().parents[2] / "src" / "fourfold"
PLURAL = re.compile(r"\{% plural %\}")


def said(template: str) -> list[tuple[str, str]]:
    """Return what a template says: (words, words for several or "")."""
    text = Path(get_template(template).origin.name).read_text("utf-8")
    found = [(words, "") for _quote, words in PLAIN.findall(text)]
    for options, words in BLOCK.findall(text):
        parts = [re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", each) for each in PLURAL.split(words)]
        if "trimmed" in options:
            parts = [re.sub(r"\s+", " ", each).strip() for each in parts]
        found.append((parts[0], parts[1] if len(parts) > 1 else ""))
    return found


EVERY = dict.fromkeys(each for template in TEMPLATES for each in said(template))


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Yield the name of every public address, as templates write it."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, each.namespace or space)
        elif isinstance(each, URLPattern):
            door = door_of(each.callback)
            if door and door.who == "anyone":
                yield f"{space}:{each.name}"


def test_public_pages_without_spanish_are_listed_and_only_they() -> None:
    every = {name for name in names() if not NO_PAGE.search(name)}

    pages = {each for each in every if each.partition(":")[0] not in STAFF | BY_LANGUAGE}
    english = {each for each in pages if not each.endswith("_es")}
    assert len(pages) > 30
    assert {each for each in english if f"{each}_es" not in pages} == WITHOUT


def test_what_the_spanish_pages_say_is_in_spanish_with_the_same_gaps() -> None:
    missing = []
    for one, many in EVERY:
        with override("es"):
            spanish = [ngettext(one, many, 2)] if many else [gettext(one)]
        same = {"Chat", "Escríbanos"}
        if (spanish[0] in (one, many) and one not in same) or GAPS.findall(one) != GAPS.findall(
            spanish[0]
        ):
            missing.append(one)
    assert missing == []


def test_the_pages_are_no_harder_than_the_eighth_grade_in_both_languages() -> None:
    english = [one.replace("%", "") for one, many in EVERY if not many]
    with override("es"):
        spanish = [gettext(one).replace("%", "") for one, many in EVERY if not many]

    assert hard(english, language="en") == []
    assert hard(spanish, language="es") == []


def test_every_frame_of_the_public_has_the_way_out() -> None:
    frames = {
        path.name
        for path in SOURCES.glob("**/templates/**/*.html")
        if 'extends "base.html"' in (text := path.read_text("utf-8"))
        and ("{% block exit %}{% endblock %}" in text)
    }
    assert frames == set()
