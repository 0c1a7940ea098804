"""What was published, newest first, as an Atom feed for readers' programs and partner sites."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.catalog import queries
from fourfold.reference import active_pack
from fourfold.security.doors import open_to_all

MOST = 50


@open_to_all("what was published, for feed readers")
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """
    List the newest tables and reports. An entry's id holds the version: a correction is news.

    Same catalog, same bytes: every date is a day of publishing, never the moment of the question.
    """
    home = request.build_absolute_uri(reverse("public:home"))
    made = Atom1Feed(
        title=_("Figures and reports of the %(council)s")
        % {"council": active_pack().settings["council"]["name"]},
        link=home,
        description=None,
        language="en",
        feed_url=request.build_absolute_uri(),
    )
    for each in queries.newest(MOST):
        page = request.build_absolute_uri(
            reverse(f"public:{'report' if each.is_document else 'figure'}", args=(each.code,))
        )
        made.add_item(
            title=each.title,
            link=page,
            description=each.summary,
            unique_id=f"{page}#v{each.version}",
            updateddate=each.published_at,
            pubdate=each.published_at,
            categories=(_("Report") if each.is_document else _("Figure"),),
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    made.write(answer, "utf-8")
    return answer
