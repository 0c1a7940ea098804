"""Definitions side by side on a day, at the desk; and the pages on laws that everyone may read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from fourfold.apps.council.queries import laws as queries
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.views import law_words, words
from fourfold.apps.council.views.law_pages import chosen_diff, compared, lacks_file, page_of
from fourfold.apps.council.views.laws import WHY
from fourfold.apps.council.views.needs import READS
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.pages.asking import asker

OPEN = "what laws say, and what the Council says of them, is public"
SPANISH = "es"
View = Callable[..., HttpResponse]


def in_language(view: View) -> View:
    """Answer in the language of the address, whatever the browser asks for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, language: str = "en", **named: Any) -> Any:
        with override(language):
            return view(request, *args, **named)

    return answer


@needs(READS, why=WHY)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show which elements each definition names, lacks or asks beyond on a day."""
    return render(request, "council/law_compare.html", compared(request, asker(request)))


@needs(READS, why=WHY)
@require_safe
def compare_file(request: HttpRequest) -> HttpResponseBase:
    """Give what the state's definitions lack on a day, as CSV."""
    return lacks_file(request, asker(request))


@open_to_all(OPEN)
@require_safe
@in_language
def public_laws(request: HttpRequest) -> HttpResponse:
    """List the laws by P, for everyone."""
    viewer = nobody(timezone.now())
    lines = queries.laws(viewer=viewer, on=timezone.localdate(viewer.at))
    groups = [
        (each.value, said, [_public_line(one) for one in lines if each.value in _first(one)])
        for each, said in words.FOUR_PS.items()
    ]
    rest = [_public_line(one) for one in lines if not one.law.statute.four_p]
    return render(
        request, "council/public_laws.html", {"groups": groups, "rest": rest} | _names("laws")
    )


@open_to_all(OPEN)
@require_safe
@in_language
def public_law(request: HttpRequest, law: str) -> HttpResponse:
    """Show one law to everyone: in plain words, its versions, figures, and what was said of it."""
    viewer = nobody(timezone.now())
    try:
        line = queries.law(law, viewer=viewer, on=timezone.localdate(viewer.at))
    except NoSuchPaper:
        raise Http404 from None
    shown = page_of(line, viewer=viewer) | {"diff": chosen_diff(request, line.law)}
    return render(request, "council/public_law.html", shown | _names("law", law))


@open_to_all(OPEN)
@require_safe
@in_language
def public_compare(request: HttpRequest) -> HttpResponse:
    """Show everyone which elements each definition names, lacks or asks beyond on a day."""
    shown = compared(request, nobody(timezone.now()))
    return render(request, "council/public_compare.html", shown | _names("law_compare"))


@open_to_all(OPEN)
@require_safe
def public_compare_file(request: HttpRequest) -> HttpResponseBase:
    """Give everyone what the state's definitions lack on a day, as CSV."""
    return lacks_file(request, nobody(timezone.now()))


def _names(page: str, *args: str) -> dict[str, Any]:
    """Return the pages in this language, and where this one stands in the other."""
    in_spanish = get_language() == SPANISH
    here, there = ("_es", "") if in_spanish else ("", "_es")
    return {
        "other": {
            "href": reverse(f"council_public:{page}{there}", args=args),
            "code": "en" if in_spanish else SPANISH,
            "words": "In English" if in_spanish else "En español",
        },
        "laws_page": f"council_public:laws{here}",
        "law_page": f"council_public:law{here}",
        "compare_page": f"council_public:law_compare{here}",
    }


def _first(line: queries.LawLine) -> tuple[str, ...]:
    return line.law.statute.four_p[:1]


def _public_line(line: queries.LawLine) -> tuple[queries.LawLine, str, str, str, object]:
    title, said, language = line.law.plain((get_language() or "en")[:2])
    stands = law_words.ADEQUACY[line.assessment.adequacy] if line.assessment else None
    return line, title, said, language, stands
