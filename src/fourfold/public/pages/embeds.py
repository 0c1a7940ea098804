"""A figure, or a box to find help, in another site: no script, no cookie, none of its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.views.decorators.clickjacking import xframe_options_exempt

from fourfold.components.templatetags.pieces import twin
from fourfold.public.pages import sights
from fourfold.public.pages.caching import kept
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all

HEIGHT, BOX_HEIGHT = 640, 460
Page = Callable[..., HttpResponse]


def framed(view: Page) -> Page:
    """Let the sites the operator names, and no others, show a page in a frame."""

    @wraps(view)
    def page(request: HttpRequest, **where: str) -> HttpResponse:
        if not settings.EMBED_SITES:
            return view(request, **where)
        rule = csp_replace({"frame-ancestors": list(settings.EMBED_SITES)})
        return cast(HttpResponse, xframe_options_exempt(rule(view))(request, **where))

    return page


@open_to_all("a published figure in a partner's page")
@framed
@kept()
def embed(request: HttpRequest, code: str) -> HttpResponse:
    """Show a figure's finding, chart or newest number, words, cautions and source."""
    table = sights.table_in(code, get_language())
    if table is None:
        raise Http404(f"no table {code}")
    with override(table.card.language):
        page = sights.figure_page(table, [], active_pack())
    return render(request, "public/embed.html", {"page": page, "table": table})


@open_to_all("a box to find help in a partner's page")
@framed
@kept()
def help_box(request: HttpRequest) -> HttpResponse:
    """
    Show a form that looks for services, and the help lines.

    What is typed goes to our own page, in a window of its own: the partner's page never has it.
    """
    return render(request, "public/embed_help.html", {"twin": twin("embed_help")})


def figure_line(request: HttpRequest, *, code: str, name: str) -> str:
    """Return the HTML that puts a figure into another site; "" where no site may."""
    name_of_page = "public:embed_es" if get_language() == "es" else "public:embed"
    address = reverse(name_of_page, args=(code,))
    return _line(request, address, name, HEIGHT)


def box_lines(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the HTML that puts the box into another site, by language; none where no site may."""
    named = (
        ("en", "public:embed_help", "Find a service"),
        ("es", "public:embed_help_es", "Buscar un servicio"),
    )
    made = [(code, _line(request, reverse(a), name, BOX_HEIGHT)) for code, a, name in named]
    return [(code, line) for code, line in made if line]


def _line(request: HttpRequest, address: str, name: str, height: int) -> str:
    if not settings.EMBED_SITES:
        return ""
    # Pages are kept for everyone: behind a real name, no visitor's own word for it may stay in one.
    site = f"https://{settings.ALLOWED_HOSTS[0]}" if settings.SECURE_SSL_REDIRECT else ""
    address = request.build_absolute_uri(site + address)
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'referrerpolicy="no-referrer"></iframe>',
        address,
        name,
        height,
    )
