"""Pages of the public site: one question to the catalog, one template."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.catalog import queries
from fourfold.catalog.shapes import UNDETECTED
from fourfold.components.context import site_of
from fourfold.components.templatetags.pieces import FOUR_PS, twin
from fourfold.public.pages import comparing, embeds, exports, finding, mapping, showing, sights
from fourfold.public.pages.caching import kept
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all


@open_to_all("the way in: help, figures and reports")
@kept()
def home(request: HttpRequest) -> HttpResponse:
    cards = sights.cards_in(queries.cards(), get_language())
    undetected = queries.table(UNDETECTED)
    found = {
        "twin": twin("home"),
        "undetected": undetected,
        "undetected_said": sights.in_words(undetected, get_language() or "en"),
        "leading": sights.leading(cards),
        "shelves": sights.shelves(cards),
        "count": len(cards),
        "reports": [sights.report_line(each) for each in queries.documents()[:3]],
    }
    return render(request, "public/home.html", found)


@open_to_all("published figures")
@kept(p=FOUR_PS)
def figures(request: HttpRequest) -> HttpResponse:
    cards = sights.cards_in(queries.cards(), get_language())
    chosen = request.GET.get("p", "")
    every = sights.shelves(cards)
    found = {
        "section": "figures",
        "twin": twin("figures"),
        "chosen": chosen,
        "chips": every,
        "shelves": [each for each in every if each.cards and chosen in ("", each.code)],
        "count": sum(each.count for each in every if chosen in ("", each.code)),
        "every": len(cards),
    }
    return render(request, "public/figures.html", found)


@open_to_all("published figures")
@kept()
def figure(request: HttpRequest, code: str) -> HttpResponse:
    table = sights.table_in(code, get_language())
    if table is None:
        raise Http404(f"no table {code}")
    pack = active_pack()
    cards = sights.cards_in(queries.cards(), get_language())
    with override(table.card.language):
        found = {
            "section": "figures",
            "page": sights.figure_page(table, cards, pack),
            "embed": embeds.figure_line(request, code=code, name=table.card.name),
            "can_compare": comparing.can_compare(table),
            "license": exports.license_note(pack.settings["council"]["name"]),
        }
    found["twin"] = twin("figure", code=code)
    return render(request, "public/figure.html", found)


@open_to_all("published figures, side by side")
@require_safe
def compare(request: HttpRequest, code: str, language: str = "en") -> HttpResponse:
    """Compare periods, groups and places. Not kept: there are more views than pages to keep."""
    table = sights.table_in(code, language)
    if table is None:
        raise Http404(f"no table {code}")
    with override(table.card.language):
        page = comparing.compare(table, request.GET, places=active_pack().places, language=language)
        value_head = sights.value_head(table.indicator.unit)
    with override(language):
        found = {
            "section": "figures",
            "twin": twin("compare", code=code),
            "table": table,
            "page": page,
            "link": request.build_absolute_uri(page.share),
            "value_head": value_head,
        }
        answer = render(request, "public/compare.html", found)
    answer.headers["Content-Language"] = language
    return answer


@open_to_all("published figures of one line of work")
@kept()
def four_p(request: HttpRequest, four_p: str) -> HttpResponse:
    """Show one of the four Ps: what it is, and every measure of it with its newest number."""
    if four_p not in FOUR_PS:
        raise Http404(f"no line of work {four_p}")
    language = get_language()
    every = sights.shelves(sights.cards_in(queries.cards(), language))
    shelf = next(each for each in every if each.code == four_p)
    found = {
        "section": "figures",
        "shelf": shelf,
        "chips": every,
        "every": sum(each.count for each in every),
        "first": sights.drawn_first(shelf.cards, lambda code: sights.table_in(code, language)),
        "twin": twin("four_p", four_p=four_p),
    }
    return render(request, "public/four_p.html", found)


@open_to_all("published reports")
@kept()
def reports(request: HttpRequest) -> HttpResponse:
    found = {
        "section": "reports",
        "twin": twin("reports"),
        "reports": [sights.report_line(each) for each in queries.documents()],
    }
    return render(request, "public/reports.html", found)


@open_to_all("published reports")
@kept()
def report(request: HttpRequest, code: str) -> HttpResponse:
    card = next((each for each in queries.documents() if each.code == code), None)
    if card is None:
        raise Http404(f"no report {code}")
    stored = queries.document_file(code, "body")
    body = stored.content.decode("utf-8") if stored else ""
    found = {
        "section": "reports",
        "twin": twin("report", code=code),
        "report": sights.report_line(card),
        "contents": sights.contents_of(body),
        # Written by fourfold.documents, which escapes every word, and stored by us.
        "body": mark_safe(body),  # noqa: S308 - see the line above
    }
    return render(request, "public/report.html", found)


@open_to_all("how numbers get here, and what they mean")
@kept()
def about(request: HttpRequest) -> HttpResponse:
    pack = active_pack()
    used = {key for row in pack.rows("figures") for key in row["source"].split(";")}
    found = {
        "section": "about",
        "twin": twin("about"),
        "sources": [each for each in pack.sources if each.code in used],
        "council": pack.settings["council"],
        "license": exports.license_note(pack.settings["council"]["name"]),
        "boxes": embeds.box_lines(request),
    }
    return render(request, "public/about.html", found)


@open_to_all("what is kept about a reader: nothing")
@kept()
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"twin": twin("privacy")})


@open_to_all("how to use the site, and what to do where it fails")
@kept()
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html", {"twin": twin("accessibility")})


@open_to_all("help lines, for whoever needs them")
@kept()
def get_help(request: HttpRequest) -> HttpResponse:
    return render(request, "public/get_help.html", {"twin": twin("get_help")})


@open_to_all("services that were checked, for whoever looks for one")
@mapping.with_tiles
@csrf_exempt  # there is no session here that somebody else's page could use, and nothing is kept
@require_http_methods(["GET", "HEAD", "POST"])
def find_help(request: HttpRequest, language: str = "en") -> HttpResponse:
    """
    Not kept: it says what is open now, and no choice of a reader may stay in memory.

    Words are read from the body only; an address that holds some is answered without them.
    """
    given = request.POST if request.method == "POST" else request.GET
    asked = finding.asked_of(given.dict(), typed=request.POST.dict())
    with override(language):
        page = finding.look(asked, pack=active_pack(), now=timezone.localtime(timezone.now()))
        found = {"twin": twin("find_help"), "page": page, "tiles_by": settings.MAP_TILES_BY}
        answer = render(request, "public/find_help.html", found)
    answer.headers["Content-Language"] = language
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to_all("a service that was checked, on a page of its own")
@require_safe
def service(request: HttpRequest, listing: str, language: str = "en") -> HttpResponse:
    """Show all that everyone may know of one service. Not kept: it says whether it is open."""
    return _service(request, "service", listing, language)


@open_to_all("a card of numbers to print and fold")
@require_safe
def card(request: HttpRequest, listing: str, language: str = "en") -> HttpResponse:
    """Show the numbers of a service and of the help lines; no name stands on the card."""
    return _service(request, "card", listing, language)


def _service(request: HttpRequest, page: str, listing: str, language: str) -> HttpResponse:
    with override(language):
        each = finding.one(listing, now=timezone.localtime(timezone.now()))
        if each is None:
            raise Http404("no such service")
        found = {
            "twin": twin(page, listing=listing),
            "each": each,
            "letters": showing.initials(each.name),
            "lines": showing.on_card(site_of(active_pack(), language).help),
        }
        answer = render(request, f"public/{page}.html", found)
    answer.headers["Content-Language"] = language
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to_all("how to stay safer on a phone and in a browser")
@kept()
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "public/safety.html", {"twin": twin("safety")})


# ---------------------------------------------------------------- when something is wrong
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """
    Answer an address that leads nowhere. It is not repeated: it may hold what somebody typed.

    Whoever sent something learns that it was not kept; of what was sent nothing is repeated.
    """
    sent = request.method == "POST"
    return render(request, "public/not_found.html", {"sent": sent}, status=404)
