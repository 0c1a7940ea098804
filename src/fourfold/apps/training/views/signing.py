"""
The page of whoever comes to a session: a name and a workplace, on their own phone.

No account, no cookie, no script. The page says the same to somebody who is on the list already, so
that nobody learns who else came.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.apps.training.actions import attendance as actions
from fourfold.apps.training.forms.sessions import PersonForm
from fourfold.apps.training.queries.sessions import sign_in_of
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.views.words import posted
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits

MOST_TOKEN = 64


# No account and no cookie stands behind this form, so no other site could use one.
@csrf_exempt
@open_to_all("whoever is in the room signs in; the address works around the session's time only")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(600, per=timedelta(hours=1), of="train-sign-in")
def sign_in(request: HttpRequest, sign: str) -> HttpResponse:
    """Show the form while the session is open, and take a name."""
    by = nobody(timezone.now())
    found = sign_in_of(sign[:MOST_TOKEN], viewer=by)
    if found is None or not found.open or found.counts_only:
        return render(request, "training/sign_in.html", {"closed": True, "at": found}, status=404)
    form = PersonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.sign_in(
                sign,
                name=given["name"],
                workplace=given["workplace"],
                mail=given["mail"],
                by=by,
            )
        except TrainingError as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "training/sign_in.html", {"at": found, "done": True})
    status = 422 if form.errors else 200
    return render(request, "training/sign_in.html", {"at": found, "form": form}, status=status)
