"""Who sits on which seat: appointed, designated, reappointed, ended. Nothing is written over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import CouncilMember, SeatChange, SeatTerm
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.seats import overlap, within
from fourfold.apps.council.states.seats import Ending
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event

TURN = 4_197_029
"""The number of the roster's turn among PostgreSQL's advisory locks: two people at once would
not see each other's terms."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sits:
    """
    A term. member: an id of `add_member`, "" for somebody new called `name`.

    until_on: the last day, None if open.
    """

    member: str
    from_on: date
    until_on: date | None = None
    letter: str = ""
    name: str = ""


@transaction.atomic
def add_member(
    name: str, *, account: str = "", is_public: bool = False, by: access.Who, at: datetime
) -> str:
    """
    Keep a person who may sit; returns their id. The same name and account twice is once.

    :raises NotWhole: without a name, or if the name or the account is another's.
    """
    access.check_works(by)
    name = " ".join(name.split())[:120]
    if not name:
        raise NotWhole("Say the person's name.")
    _take_turn()
    known = CouncilMember.objects.filter(name_key=name.casefold()[:120]).first()
    if known is not None:
        if known.account == account:
            return known.id
        raise NotWhole(
            f"{known.name} is in the list already. Choose that person; if this is somebody else, "
            "add a middle initial so that readers can tell them apart."
        )
    if account and CouncilMember.objects.filter(account=account).exists():
        raise NotWhole("Another member uses this account already. One account is one person.")
    made = CouncilMember.objects.create(
        name=name,
        name_key=name.casefold()[:120],
        account=account,
        is_public=is_public,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(f"council-member:{made.id}", "added", by=by, at=at)
    return made.id


@transaction.atomic
def change_member(
    member: str,
    *,
    is_public: bool,
    account: str,
    version: int,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Say whether the roster names a person, and which account is theirs.

    :raises NoSuchPaper: :raises NotWhole: if the account is another's. :raises ChangedMeanwhile:.
    """
    access.check_works(by)
    _take_turn()
    held = access.council_members(by).select_for_update().filter(id=member).first()
    if held is None:
        raise NoSuchPaper("There is no such member.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this member since you opened the page. Look again."
        )
    if account and access.council_members(by).exclude(id=member).filter(account=account).exists():
        raise NotWhole("Another member uses this account already. One account is one person.")
    held.is_public, held.account, held.version = is_public, account, held.version + 1
    held.save()
    _record(f"council-member:{held.id}", "changed", by=by, at=at)


@transaction.atomic
def appoint(seat: str, *, told: Sits, why: str, once: str, by: access.Who, at: datetime) -> str:
    """
    Let a person hold a seat; returns the term's id. The same `once` is the same term.

    :raises NoSuchPaper: :raises NotWhole: if the seat is held, or they sit elsewhere, that day.
    """
    return _sit(seat, told, None, why=why, once=once, by=by, at=at)


@transaction.atomic
def designate(term: str, *, told: Sits, why: str, once: str, by: access.Who, at: datetime) -> str:
    """
    Let a person stand in for a holder; returns the designee's term. Needs the letter's place.

    :raises NotWhole: without the letter, or outside the holder's days. :raises NoSuchPaper:.
    """
    access.check_works(by)
    _take_turn()
    holder = access.terms(by).filter(id=term, of=None).first()
    if holder is None:
        raise NoSuchPaper("There is no such term.")
    if not told.letter.strip():
        raise NotWhole("Say where the letter is on file that names the designee.")
    if told.until_on is None and holder.until_on is not None:
        told = replace(told, until_on=holder.until_on)
    if not within((told.from_on, told.until_on), (holder.from_on, holder.until_on)):
        raise NotWhole(
            "A designee stands in for the holder, so only on the holder's days: "
            f"{_days(holder.from_on, holder.until_on)}. Choose days within them."
        )
    return _sit(holder.seat, told, holder, why=why, once=once, by=by, at=at)


@transaction.atomic
def reappoint(
    term: str, *, until_on: date | None, letter: str, once: str, by: access.Who, at: datetime
) -> str:
    """
    Let a holder go on the day after their term; returns the new term.

    :raises NoSuchPaper: :raises NotWhole: if the term has no last day, or was cut short.
    """
    access.check_works(by)
    held = access.terms(by).filter(id=term, of=None).first()
    if held is None:
        raise NoSuchPaper("There is no such term.")
    if held.until_on is None:
        raise NotWhole("This term has no last day, so nothing needs to follow it.")
    if held.ended not in ("", Ending.OVER):
        raise NotWhole("This term was ended early. Appoint the person anew, with the first day.")
    told = Sits(held.member_id, held.until_on + DAY, until_on, letter)
    return _sit(held.seat, told, None, why="Reappointed.", once=once, by=by, at=at)


@transaction.atomic
def end_term(
    term: str, *, how: Ending, on: date, why: str, version: int, by: access.Who, at: datetime
) -> None:
    """
    End a term; `on` is its last day. A holder's designees end with it.

    :raises NoSuchPaper: :raises ChangedMeanwhile: :raises NotWhole: if the day is not in it.
    """
    access.check_works(by)
    _take_turn()
    held = access.terms(by).select_for_update().filter(id=term).first()
    if held is None:
        raise NoSuchPaper("There is no such term.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this term since you opened the page. Look at what it says now."
        )
    if not why.strip():
        raise NotWhole("Say why, in a few words. It stays with the seat.")
    if how is not Ending.MISTAKE and (
        on < held.from_on or (held.until_on is not None and on > held.until_on)
    ):
        raise NotWhole(
            f"The last day is not within the term ({_days(held.from_on, held.until_on)}). "
            "Choose a day of it; to let somebody go on longer, reappoint them."
        )
    for each in (held, *held.designees.exclude(ended=Ending.MISTAKE.value)):
        is_over = each != held and each.until_on is not None and each.until_on <= on
        if is_over and how is not Ending.MISTAKE:
            continue
        before = _days(each.from_on, each.until_on)
        begins_later = each.from_on > on
        each.ended = Ending.MISTAKE.value if begins_later else how.value
        if each.ended != Ending.MISTAKE:
            each.until_on = on
        each.version += 1
        each.save()
        now = "" if each.ended == Ending.MISTAKE else _days(each.from_on, each.until_on)
        who = "designee" if each.of_id else "holder"
        _tell(each.seat, {who: (f"{each.member.name}, {before}", now)}, why=why, by=by, at=at)
    _record(f"seat-term:{held.id}", how.value.lower(), by=by, at=at)


def _sit(
    seat: str,
    told: Sits,
    holder: SeatTerm | None,
    *,
    why: str,
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    access.check_works(by)
    _take_turn()
    if seat not in {each.code for each in active_pack().council_seats}:
        raise NoSuchPaper("There is no such seat.")
    known = SeatTerm.objects.filter(once=once).first()
    if known is not None:
        return known.id
    if not told.member:
        told = replace(told, member=add_member(told.name, by=by, at=at))
    member = access.council_members(by).filter(id=told.member).first()
    if member is None:
        raise NoSuchPaper("There is no such member.")
    if not why.strip():
        raise NotWhole("Say why, in a few words. It stays with the seat.")
    if told.until_on is not None and told.until_on < told.from_on:
        raise NotWhole("The last day is before the first. Change one of them.")
    _check_free(seat, told, holder, by=by)
    made = SeatTerm.objects.create(
        seat=seat,
        member=member,
        of=holder,
        from_on=told.from_on,
        until_on=told.until_on,
        letter=told.letter.strip()[:300],
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    who = "designee" if holder else "holder"
    now = f"{member.name}, {_days(made.from_on, made.until_on)}"
    _tell(seat, {who: ("", now)}, why=why, by=by, at=at)
    _record(f"seat-term:{made.id}", "designated" if holder else "appointed", by=by, at=at)
    return made.id


def _check_free(seat: str, told: Sits, holder: SeatTerm | None, *, by: access.Who) -> None:
    """Raise NotWhole when the seat, or the person, is taken on one of the days."""
    span = (told.from_on, told.until_on)
    for each in access.terms(by).select_related("member"):
        if not overlap(span, (each.from_on, each.until_on)):
            continue
        said, what = _days(each.from_on, each.until_on), "designee" if each.of_id else "holder"
        if each.member_id == told.member:
            raise NotWhole(
                f"{each.member.name} is {what} of seat {each.seat} already, {said}. One person "
                "sits for one seat on a day. End that term first, or choose other days."
            )
        if each.seat == seat and (each.of_id is None) is (holder is None):
            raise NotWhole(
                f"{each.member.name} is {what} of this seat already, {said}. End that term first, "
                "or choose other days."
            )


def _days(first: date, last: date | None) -> str:
    return f"from {first} until {last}" if last else f"from {first}"


def _take_turn() -> None:
    """Wait for the roster's turn. SQLite lets one writer in at a time by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _tell(
    seat: str, told: dict[str, tuple[str, str]], *, why: str, by: access.Who, at: datetime
) -> None:
    SeatChange.objects.create(
        seat=seat, at=at, by=access.name_of(by), why=why.strip()[:300], told=told
    )


def _record(subject: str, step: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.COUNCIL_SEAT_CHANGED,
        by=access.name_of(by),
        subject=subject,
        at=at,
        facts={"step": step},
    )
