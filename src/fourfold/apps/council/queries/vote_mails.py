"""Whom a vote by mail reaches: who is asked for each seat, what went, and what did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Recommendation, RecommendationVote, VoteMail
from fourfold.apps.council.queries.seats import seat_of, seats
from fourfold.apps.council.queries.votes import VoteLine, recused, votes_of
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.states.votes import MailOf, Reach, Way
from fourfold.security import outbox
from fourfold.security.models import MailState
from fourfold.security.outbox import Standing

HOUSE = "vote-mails"
MAIL = "COUNCIL_VOTE"
SOON = timedelta(days=3)
"""A reminder goes this long before the deadline."""
MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who speaks for a seat on a day. account: "" where the mail has nowhere to go."""

    seat: str
    name: str
    who: str
    account: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class SeatMails:
    """
    A seat's mails of a vote. went: where each stands that was made, by its kind.

    again: those that staff can send again.
    """

    asked: Asked
    went: dict[MailOf, Standing]
    voted: bool
    again: frozenset[MailOf] = frozenset()


@dataclass(frozen=True, slots=True)
class MailWords:
    """What a mail about a vote needs; to: the mailbox. line: the vote as it stands."""

    to: str
    name: str
    what: MailOf
    code: str
    text: str
    seat: str
    seat_name: str
    line: VoteLine
    site: str


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that goes today."""

    vote: str
    code: str
    closes_at: datetime | None
    asked: Asked
    site: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A vote whose mails did not all go. number: of mails that failed or may not have gone."""

    code: str
    number: int
    since: datetime


def asked(code: str, *, viewer: access.Who, on: date) -> tuple[Asked, ...]:
    """Return who speaks for each seat on a day and whether a mail reaches them; the staff's."""
    if not access.works(viewer):
        return ()
    speak = access.speakers(on)
    boxes = access.mailboxes(set(speak.values()))
    names = access.names(set(speak.values()))
    apart = recused(code, viewer=HOUSE, on=on)
    found = []
    for each in seats(viewer=HOUSE, on=on):
        account = speak.get(each.code, "")
        reach = Reach.MAIL if boxes.get(account) else Reach.NO_MAILBOX
        if each.is_vacant:
            reach = Reach.UNKNOWN if each.is_unknown else Reach.VACANT
        elif each.code in apart:
            reach = Reach.RECUSED
        elif not account:
            reach = Reach.NO_ACCOUNT
        who = names.get(account) or each.designee or each.holder
        found.append(Asked(each.code, each.name, who, account, reach))
    return tuple(found)


def seat_mails(vote: str, *, viewer: access.Who, at: datetime) -> tuple[SeatMails, ...]:
    """Return each seat's mails of a vote by mail, those without any too; the staff's."""
    held = access.votes(viewer).filter(id=vote, way=Way.MAIL.value).first()
    if held is None or not access.works(viewer):
        return ()
    rows = list(access.vote_mails(viewer).filter(vote=held))
    stands = outbox.standing(MAIL, about=[each.id for each in rows])
    went: dict[str, dict[MailOf, Standing]] = {}
    for each in rows:
        if each.id in stands:  # what was sent long ago is swept, and its row stays
            went.setdefault(each.seat, {})[MailOf(each.what)] = stands[each.id]
    voted = _voted(held)
    on = timezone.localdate(held.closed_at or at)
    return tuple(
        SeatMails(
            each,
            went.get(each.seat, {}),
            each.seat in voted,
            frozenset(
                what
                for what, stand in went.get(each.seat, {}).items()
                if _is_trouble(stand, at)
                and (what is MailOf.RESULT or (held.closed_at is None and each.seat not in voted))
            ),
        )
        for each in asked(_about(held).code, viewer=HOUSE, on=on)
    )


def due(*, viewer: access.Who, at: datetime) -> list[Due]:
    """
    Return the reminders that go today: a vote that closes within three days, and no vote yet.

    Once a seat, and not on the day it was invited.
    """
    if not access.works(viewer):
        return []
    today = timezone.localdate(at)
    rows = access.votes(viewer).filter(
        closed_at=None, way=Way.MAIL.value, closes_at__gt=at, closes_at__lte=at + SOON
    )
    found = []
    for held in rows.select_related("recommendation").order_by("closes_at", "id"):
        mails = list(held.mails.all())
        done = {each.seat for each in mails if _settles(each, today)} | _voted(held)
        site = next((each.site for each in mails if each.site), "")
        code = _about(held).code
        found += [
            Due(held.id, code, held.closes_at, each, site)
            for each in asked(code, viewer=HOUSE, on=today)
            if each.reach is Reach.MAIL and each.seat not in done
        ]
    return found


def mail_about(mail: str, *, viewer: access.Who, at: datetime) -> MailWords | None:
    """Return what a mail says; None if it is not needed any more, or has nowhere to go."""
    row = access.vote_mails(viewer).filter(id=mail).select_related("vote__recommendation").first()
    if row is None:
        return None
    held, what = row.vote, MailOf(row.what)
    to, today = access.mailbox(row.account), timezone.localdate(at)
    is_over = held.closed_at is not None or held.closes_at is None or at >= held.closes_at
    if what is not MailOf.RESULT and (
        is_over or row.seat in _voted(held) or access.speakers(today).get(row.seat) != row.account
    ):
        return None
    if not to:
        return None
    code = _about(held).code
    lines = votes_of(code, viewer=HOUSE, at=at)
    line = next(each for each in lines if each.id == held.id)
    named = {each.code: each.name for each in seats(viewer=HOUSE, on=today)}
    return MailWords(
        to=to,
        name=access.names({row.account}).get(row.account, ""),
        what=what,
        code=code,
        text=_about(held).text,
        seat=row.seat,
        seat_name=named.get(row.seat, row.seat),
        line=line,
        site=row.site,
    )


def troubles(*, viewer: access.Who, at: datetime) -> list[Trouble]:
    """Return the votes with mails of a month that failed or were cut off, for the staff."""
    if not access.works(viewer):
        return []
    rows = list(
        access.vote_mails(viewer)
        .filter(made_at__gt=at - MONTH)
        .select_related("vote__recommendation")
        .order_by("vote__closes_at", "id")
    )
    stands = outbox.standing(MAIL, about=[each.id for each in rows])
    found: dict[str, Trouble] = {}
    for each in rows:
        stand = stands.get(each.id)
        if stand is None or not _is_trouble(stand, at):
            continue
        code = _about(each.vote).code
        known = found.get(code)
        since = min(known.since, stand.at) if known else stand.at
        found[code] = Trouble(code, known.number + 1 if known else 1, since)
    return list(found.values())


def may_go_again(vote: str, *, seat: str, what: MailOf, viewer: access.Who, at: datetime) -> str:
    """Return the id of a mail that did not go, or nobody knows whether it went; "" for another."""
    row = access.vote_mails(viewer).filter(vote=vote, seat=seat, what=what.value).first()
    stand = outbox.standing(MAIL, about=[row.id]).get(row.id) if row else None
    if row is None or stand is None or not _is_trouble(stand, at):
        return ""
    return "" if outbox.waiting().filter(kind=MAIL, about=row.id).exists() else row.id


def over(*, viewer: access.Who, at: datetime) -> list[tuple[str, datetime]]:
    """Return the votes by mail whose deadline passed and that staff have to close, by code."""
    if not access.works(viewer):
        return []
    rows = access.votes(viewer).filter(closed_at=None, way=Way.MAIL.value, closes_at__lte=at)
    told = rows.order_by("closes_at", "id").values_list("recommendation__code", "closes_at")
    return [(code, closes_at) for code, closes_at in told if code and closes_at is not None]


def comes_late(code: str, *, viewer: access.Who, at: datetime) -> bool:
    """Return whether a vote of who asks would come late: kept, and not counted."""
    on = timezone.localdate(at)
    mine = seat_of(viewer=viewer, on=on)
    lines = votes_of(code, viewer=viewer, at=at) if mine else ()
    last = lines[0].closes_at if lines else None
    return last is not None and at >= last and mine not in recused(code, viewer=HOUSE, on=on)


def _about(held: RecommendationVote) -> Recommendation:
    """Return the recommendation of a vote by mail; such a vote always has one."""
    if held.recommendation is None:
        raise NoSuchPaper("There is no such recommendation.")
    return held.recommendation


def _is_trouble(stand: Standing, at: datetime) -> bool:
    if stand.state is MailState.SENDING:
        return stand.at <= at - outbox.BUSY
    return stand.state is MailState.FAILED


def _settles(mail: VoteMail, today: date) -> bool:
    """Tell whether no reminder goes today because of a mail: it is one, or came today."""
    if mail.what == MailOf.REMIND.value:
        return True
    return mail.what == MailOf.INVITE.value and timezone.localdate(mail.made_at) == today


def _voted(held: RecommendationVote) -> set[str]:
    said: Iterable[str] = held.entries.filter(is_late=False).values_list("seat", flat=True)
    return set(said)
