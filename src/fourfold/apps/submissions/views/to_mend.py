"""What is to mend in a file, to take along: the places as a table, and the file itself, marked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.actions import uploads as actions
from fourfold.apps.submissions.queries import uploads
from fourfold.apps.submissions.views.uploads import WHY, checked_of, whole
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file, stream_file

KINDS = {
    uploads.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    uploads.CSV: "text/csv; charset=utf-8",
}


@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD"])
def upload_places(request: HttpRequest, upload: str) -> HttpResponseBase:
    """Hand out what is to mend as a table, a line for each place."""
    viewer = asker(request)
    whole(upload, viewer)
    heads = [_("Row"), _("Column"), _("In your file"), _("Did you mean"), _("Why"), _("What to do")]
    rows = [
        [one.row or "", each.heading or each.column, one.value, one.suggestion, each.why, each.fix]
        for each in checked_of(upload, viewer).groups
        for one in each.examples
    ]
    return csv_file([heads, *rows], name="to-mend", at=viewer.at)


@needs(Permission.BATCH_SEND, why="takes a whole file along, with who is in it", step_up=True)
@require_http_methods(["GET", "HEAD"])
def upload_marked(request: HttpRequest, upload: str, form: str) -> HttpResponseBase:
    """Hand out the file with what is to mend marked in it; that it was taken is recorded."""
    viewer = asker(request)
    whole(upload, viewer)
    if form not in KINDS:
        raise Http404
    try:
        pieces = uploads.marked(upload, form=form, viewer=viewer)
    except uploads.TooLarge as refused:
        messages.warning(request, str(refused))
        return HttpResponseRedirect(reverse("submissions:upload_problems", args=[upload]))
    if pieces is None:
        raise Http404
    if request.method == "GET":
        actions.take_marked(upload, form=form, by=viewer, at=viewer.at)
    return stream_file(pieces, kind=KINDS[form], name=f"to-mend.{form}", at=viewer.at)
