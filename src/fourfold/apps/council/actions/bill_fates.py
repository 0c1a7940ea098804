"""What a bill brought to a recommendation is confirmed by somebody, never moved by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.actions.recommendations import follow_up
from fourfold.apps.council.queries.bill_fates import fate_offers
from fourfold.apps.council.queries.bills import bill as read_bill
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper
from fourfold.apps.council.states.votes import Fate
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def confirm(
    bill: str,
    *,
    recommendation: str,
    kind: Fate,
    words: str,
    version: int,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Keep what a bill brought to a recommendation it carries, with the bill's day and evidence.

    Twice is once. :raises ChangedMeanwhile: if the bill is not as it was read.
    :raises NoSuchPaper: for what the bill does not offer.
    """
    access.check_works(by)
    held = access.bills(by).select_for_update().filter(id=bill).first()
    if held is None:
        raise NoSuchPaper("There is no such bill.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this bill since you opened the page. Look at where it stands now, "
            "and decide again."
        )
    offers = {each.code: each for each in fate_offers(read_bill(bill, viewer=by), viewer=by)}
    if recommendation not in offers:
        raise NoSuchPaper("This bill offers nothing about such a recommendation.")
    offer = offers[recommendation]
    told = {"evidence": offer.evidence, "on": offer.on, "once": offer.once}
    follow_up(recommendation, kind=kind, words=words, **told, by=by, at=at)  # type: ignore[arg-type]
    audit.record(
        Event.BILL_CHANGED,
        by=access.name_of(by),
        subject=f"bill:{held.id}",
        at=at,
        facts={"fate": kind.value, "recommendation": recommendation},
    )
