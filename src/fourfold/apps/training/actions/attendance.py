"""
A session's list: people sign in on their phones, a trainer confirms, adds, brings a list.

The same person twice is one line. Whoever signs in again is told the same as the first time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction

from fourfold.apps.training import access
from fourfold.apps.training.models import (
    Attendance,
    AttendeeName,
    Certificate,
    Session,
    digest_on_list,
)
from fourfold.apps.training.rules.sessions import (
    MOST_LINES,
    AlreadyDecided,
    CountsOnly,
    HasCertificate,
    NoName,
    NotOnTheList,
    SessionIsOff,
    SignInClosed,
    check_person,
    is_open,
    one_line,
)
from fourfold.apps.training.states import Stands, Way
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.keys import new_person

BY_ADDRESS = "sign-in"
"""What the log calls whoever signs in by a session's address."""


def sign_in(token: str, *, name: str, workplace: str, mail: str, by: Viewer) -> bool:
    """
    Put somebody on the list by the session's address, to be confirmed; False: they are on it.

    by: nobody, at this moment. :raises SignInClosed: also for an address that is none.
    :raises NoName: :raises CountsOnly:
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().filter(token=token).first()
        if (
            session is None
            or session.off_at is not None
            or not is_open(by.at, starts_at=session.starts_at, ends_at=session.ends_at)
        ):
            raise SignInClosed("The sign-in is not open. Ask the trainer.")
        line = _add(session, name, workplace, mail, way=Way.SIGNED_IN, by=by)
        if line is None:
            return False
        audit.record(
            Event.ATTENDEE_SIGNED_IN,
            by=BY_ADDRESS,
            subject=f"session:{session.id}",
            at=by.at,
            agency=session.agency,
        )
    return True


@transaction.atomic
def add(session: str, *, name: str, workplace: str, mail: str = "", by: Viewer) -> bool:
    """
    Add somebody who was there, confirmed; False: they are on the list.

    :raises NoSuchSession, SessionIsOff, CountsOnly, NoName:
    """
    return bring(session, people=[(name, workplace, mail)], by=by) == 1


@transaction.atomic
def bring(session: str, *, people: Sequence[tuple[str, str, str]], by: Viewer) -> int:
    """
    Add people from a list, confirmed: all, or none. Returns how many were new.

    people: name, workplace, mail ("" where none). :raises NoSuchSession, SessionIsOff, CountsOnly:
    :raises NoName: of the first that cannot be kept, or too many.
    """
    found = access.hold(session, viewer=by)
    if found.off_at is not None:
        raise SessionIsOff("This session was called off. Hold it after all first.")
    if len(people) > MOST_LINES:
        raise NoName(f"A list has at most {MOST_LINES} lines. Bring it in parts.")
    way = Way.BY_HAND if len(people) == 1 else Way.LIST
    new = 0
    for name, workplace, mail in people:
        new += _add(found, name, workplace, mail, way=way, by=by) is not None
    audit.record(
        Event.ATTENDEES_ADDED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"people": new},
    )
    return new


@transaction.atomic
def confirm(session: str, *, lines: Collection[str], by: Viewer) -> int:
    """
    Confirm that people were there; returns how many. Those already confirmed stay so.

    :raises NoSuchSession: :raises NotOnTheList:
    """
    return _decide(session, lines, then=Stands.CONFIRMED, by=by)


@transaction.atomic
def take_off(session: str, *, line: str, by: Viewer) -> None:
    """
    Take a line off the list: they were not there. `confirm` puts it back.

    :raises NoSuchSession, NotOnTheList: :raises AlreadyDecided: if somebody else did it.
    :raises HasCertificate: while a certificate of theirs is valid.
    """
    access.hold(session, viewer=by)  # whoever issues certificates waits here, or was first
    if Certificate.objects.filter(attendance=line, revoked_at=None).exists():
        raise HasCertificate("They have a certificate. The training office revokes it first.")
    if not _decide(session, [line], then=Stands.TAKEN_OFF, by=by):
        raise AlreadyDecided("Somebody took this line off already.")


def _decide(session: str, lines: Collection[str], *, then: Stands, by: Viewer) -> int:
    found = access.hold(session, viewer=by)
    wanted = found.attendance.filter(pk__in=lines)
    if wanted.count() != len(set(lines)):
        raise NotOnTheList("A line is not on this session’s list any more. Open the list again.")
    done = wanted.exclude(stands=then.value).update(
        stands=then.value, decided_at=by.at, decided_by=by.account
    )
    audit.record(
        Event.ATTENDEES_DECIDED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"people": done, "stands": then.value},
    )
    return done


def _add(
    session: Session, name: str, workplace: str, mail: str, *, way: Way, by: Viewer
) -> Attendance | None:
    """Put a line and its name on a list; None: this person is on it."""
    if session.counts_only:
        raise CountsOnly("This is a group of youth. Nobody’s name is kept: count heads instead.")
    name, workplace, mail = one_line(name), one_line(workplace), one_line(mail)
    check_person(name, workplace)
    digest = digest_on_list(session.id, name=name, workplace=workplace)
    if AttendeeName.objects.filter(digest=digest).exists():
        return None
    is_known = way is not Way.SIGNED_IN
    line = Attendance(
        session=session,
        way=way.value,
        stands=(Stands.CONFIRMED if is_known else Stands.WAITS).value,
        made_at=by.at,
        decided_at=by.at if is_known else None,
        decided_by=by.account if is_known else "",
    )
    try:
        with transaction.atomic():
            line.save(force_insert=True)
            AttendeeName.objects.create(
                attendance=line,
                whose=new_person(agency=session.agency),
                name=name,
                workplace=workplace,
                mail=mail or None,
                digest=digest,
                made_at=by.at,
            )
    except IntegrityError:  # the same phone sent it twice at once
        return None
    return line
