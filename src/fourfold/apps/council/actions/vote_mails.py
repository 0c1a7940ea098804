"""A vote by mail is told to who speaks for each seat: invitation, reminder, result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import RecommendationVote, VoteMail
from fourfold.apps.council.queries import vote_mails as queries
from fourfold.apps.council.queries.vote_mails import Asked
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.states.votes import MailOf, Reach
from fourfold.security import audit, outbox
from fourfold.security.events import Event

MAILED = {MailOf.INVITE: "invited", MailOf.REMIND: "reminded", MailOf.RESULT: "told"}


@transaction.atomic
def invite(held: RecommendationVote, *, site: str, by: access.Who, at: datetime) -> int:
    """Leave an invitation for each seat a mail reaches, in the transaction of the opening."""
    return _leave(held, MailOf.INVITE, _reached(held, at), site=site, by=by, at=at)


@transaction.atomic
def tell(held: RecommendationVote, *, site: str, by: access.Who, at: datetime) -> int:
    """Leave the result for each seat a mail reaches, in the transaction of the closing."""
    known = held.mails.exclude(site="").first()
    site = site or (known.site if known else "")
    found = _reached(held, at, (Reach.MAIL, Reach.RECUSED))
    return _leave(held, MailOf.RESULT, found, site=site, by=by, at=at)


@transaction.atomic
def remind_due(*, by: str, at: datetime) -> int:
    """Remind who has not voted three days before the deadline, once; returns how many. by: job."""
    found: dict[str, list[queries.Due]] = {}
    for each in queries.due(viewer=by, at=at):
        found.setdefault(each.vote, []).append(each)
    number = 0
    for held in access.votes(by).select_for_update().filter(id__in=found, closed_at=None):
        lines = found[held.id]
        seats = [each.asked for each in lines]
        number += _leave(held, MailOf.REMIND, seats, site=lines[0].site, by=by, at=at)
    return number


@transaction.atomic
def send_again(
    vote: str, *, seat: str, what: MailOf, site: str, by: access.Who, at: datetime
) -> None:
    """
    Send a mail again that failed, to who speaks for the seat today.

    :raises NotWhole: if it went, or is not needed any more, or has nowhere to go.
    """
    access.check_works(by)
    held = access.votes(by).select_for_update().filter(id=vote).first()
    if held is None:
        raise NoSuchPaper("There is no such vote.")
    mail = queries.may_go_again(held.id, seat=seat, what=what, viewer=by, at=at)
    if not mail:
        raise NotWhole("This mail is on its way or went meanwhile. Look at the list again.")
    is_over = held.closed_at is not None or (held.closes_at is not None and at >= held.closes_at)
    if what is not MailOf.RESULT and is_over:
        raise NotWhole("The vote is over, so this mail asks for nothing any more.")
    wanted = (Reach.MAIL, Reach.RECUSED) if what is MailOf.RESULT else (Reach.MAIL,)
    asked = next((each for each in _reached(held, at, wanted) if each.seat == seat), None)
    if asked is None:
        raise NotWhole(
            "No mail reaches this seat today. Enter an address for who speaks for it, or reach "
            "them another way."
        )
    access.vote_mails(by).filter(id=mail).update(account=asked.account, site=site)
    outbox.put(queries.MAIL, about=mail, site=site, by=access.name_of(by), at=at)
    _record(held, f"{MAILED[what]}_again", 1, by=by, at=at)


def _record(
    held: RecommendationVote, what: str, mails: int, *, by: access.Who, at: datetime
) -> None:
    audit.record(
        Event.VOTE_TAKEN,
        by=access.name_of(by),
        subject=f"vote:{held.id}",
        at=at,
        facts={"what": what, "mails": mails},
    )


def _reached(
    held: RecommendationVote, at: datetime, reach: tuple[Reach, ...] = (Reach.MAIL,)
) -> list[Asked]:
    code = held.recommendation.code if held.recommendation else ""
    lines = queries.asked(code, viewer=queries.HOUSE, on=timezone.localdate(at))
    return [each for each in lines if each.reach in reach and each.account]


def _leave(
    held: RecommendationVote,
    what: MailOf,
    asked: Iterable[Asked],
    *,
    site: str,
    by: access.Who,
    at: datetime,
) -> int:
    """Leave a mail for each of these seats, once; returns how many are new."""
    number = 0
    for each in asked:
        told = {"account": each.account, "site": site, "made_at": at, "made_by": access.name_of(by)}
        row, is_new = VoteMail.objects.get_or_create(
            vote=held, seat=each.seat, what=what.value, defaults=told
        )
        if is_new:
            outbox.put(queries.MAIL, about=row.id, site=site, by=access.name_of(by), at=at)
            number += 1
    _record(held, MAILED[what], number, by=by, at=at)
    return number
