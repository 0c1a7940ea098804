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
    audit.record(
        Event.VOTE_TAKEN,
        by=access.name_of(by),
        subject=f"vote:{held.id}",
        at=at,
        facts={"what": MAILED[what], "mails": number},
    )
    return number
