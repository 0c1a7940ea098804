"""What was published, newest first, as an Atom feed for readers' programs and partner sites."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from fourfold.catalog import queries
from fourfold.components.templatetags.pieces import page_in
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all

MOST = 50


@open_to_all("what was published, for feed readers")
@require_safe
def feed(request: HttpRequest, language: str = "en") -> HttpResponse:
    """
    List the newest tables and reports. An entry's id holds the version: a correction is news.

    Same catalog, same bytes: every date is a day of publishing, never the moment of the question.
    """
    with override(language):
        return _feed(request, language)


def _feed(request: HttpRequest, language: str) -> HttpResponse:
    home = request.build_absolute_uri(page_in("public:home"))
    made = Atom1Feed(
        title=_("Figures and reports of the %(council)s")
        % {"council": active_pack().settings["council"]["name"]},
        link=home,
        description=None,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    cards = {each.code: each.in_language(language) for each in queries.cards()}
    for each in queries.newest(MOST):
        name = "public:report" if each.is_document else "public:figure"
        page = request.build_absolute_uri(page_in(name, code=each.code))
        card = None if each.is_document else cards.get(each.code)
        made.add_item(
            title=card.headline if card else each.title,
            link=page,
            description=card.subtitle if card else each.summary,
            unique_id=f"{page}#v{each.version}",
            updateddate=each.published_at,
            pubdate=each.published_at,
            categories=(_("Report") if each.is_document else _("Figure"),),
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    made.write(answer, "utf-8")
    return answer
