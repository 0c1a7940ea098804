"""One version of an office's answer, for its data steward: look, send, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.submissions.access import Act
from fourfold.apps.submissions.actions import batches as actions
from fourfold.apps.submissions.actions.batches import SubmissionError
from fourfold.apps.submissions.queries import batches
from fourfold.apps.submissions.queries.batches import BatchCard
from fourfold.apps.submissions.states import MoveNotAllowed
from fourfold.apps.submissions.views import bring_words as words
from fourfold.apps.submissions.views import differing
from fourfold.apps.submissions.views.bring import about, asked_of, contract_for
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

WHY = "a steward sends the answers of their own offices"


@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD"])
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    """Show one version: what is in it, how it differs, where it stands."""
    viewer = asker(request)
    card = _own(batch, viewer)
    shown = about(asked_of(card.call, card.organization, viewer=viewer)) | version(card, viewer)
    shown |= {
        "may_send": Act.SEND in card.may,
        "may_withdraw": Act.WITHDRAW in card.may,
    }
    return render(request, "submissions/batch.html", shown)


@needs(Permission.BATCH_SEND, why=WHY)
@require_POST
def send_batch(request: HttpRequest, batch: str) -> HttpResponse:
    """Send a version to the Council."""
    viewer = asker(request)
    _own(batch, viewer)
    try:
        actions.send(batch, by=viewer, at=viewer.at)
    except (SubmissionError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is with the Council now. You see here what they decide."))
    return HttpResponseRedirect(reverse("submissions:batch", args=[batch]))


@needs(Permission.BATCH_SEND, why=WHY)
@require_POST
def withdraw_batch(request: HttpRequest, batch: str) -> HttpResponse:
    """Withdraw a version that is not accepted yet."""
    viewer = asker(request)
    _own(batch, viewer)
    try:
        actions.withdraw(batch, by=viewer, at=viewer.at)
    except (SubmissionError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is withdrawn. It stays on the list, and nobody counts it."))
    return HttpResponseRedirect(reverse("submissions:batch", args=[batch]))


# ------------------------------------------------------------------ shared with the Council's pages
def version(card: BatchCard, viewer: Viewer) -> dict[str, Any]:
    """Return what every page of one version says."""
    stands, tone = words.STANDS[card.state]
    contract = contract_for(card.dataset)
    found = differing.beside(card, contract, viewer=viewer)
    did = {card.received_by, card.sent_by, card.accepted_by, card.returned_by} - {""}
    return {
        "card": card,
        "stands": stands,
        "tone": tone,
        "names": words.people(did),
        "warned": sum(card.warnings.values()),
        "earlier": found.earlier,
        "totals": differing.totals(card, found.earlier, contract),
        "difference": found.difference,
    }


def _own(batch: str, viewer: Viewer) -> BatchCard:
    found = batches.batch_of(batch, viewer=viewer)
    if found is None:
        raise Http404
    return found
