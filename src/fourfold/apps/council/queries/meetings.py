"""Meetings as somebody may see them: when, where, the agenda, what was filed and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Meeting, Posting
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.meetings import (
    AgendaChange,
    AgendaLine,
    Running,
    Stands,
    changes,
    clocks_of,
    due_at,
    running,
)
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState, PostKind
from fourfold.apps.training.queries.invitations import Appointment
from fourfold.reference import active_pack

WEEK = timedelta(days=7)
"""A notice or an agenda is asked for this long before its time."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting with its clocks."""

    id: str
    kind: MeetingKind
    group: str
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    off_why: str
    version: int
    clocks: tuple[Running, ...]

    @property
    def overdue(self) -> tuple[Running, ...]:
        """Return the clocks whose time is over with nothing filed."""
        return tuple(each for each in self.clocks if each.stands is Stands.OVERDUE)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A topic of an agenda as it stands now. carried_from: the meeting before."""

    id: str
    title: str
    presenter: str
    minutes: int
    four_p: str
    ref: str
    carried_from: datetime | None


@dataclass(frozen=True, slots=True)
class PostedAgenda:
    """The agenda as last posted. changed: since it was first posted; at: when last, first_at."""

    items: tuple[AgendaLine, ...]
    first_at: datetime
    at: datetime
    changed: tuple[AgendaChange, ...]
    version: int


def meetings(*, viewer: access.Who, now: datetime) -> tuple[MeetingLine, ...]:
    """Return the meetings somebody may see, the latest first."""
    rows = access.meetings(viewer).prefetch_related("postings").order_by("-starts_at", "id")[:400]
    return tuple(_line(each, now) for each in rows)


def meeting(meeting: str, *, viewer: access.Who, now: datetime) -> MeetingLine:
    """Return one. :raises NoSuchPaper:"""
    row = access.meetings(viewer).prefetch_related("postings").filter(id=meeting).first()
    if row is None:
        raise NoSuchPaper("There is no such meeting.")
    return _line(row, now)


def items(meeting: str, *, viewer: access.Who) -> tuple[ItemLine, ...]:
    """Return the agenda as it stands now; only for those who read the Council's papers."""
    row = access.meetings(viewer).filter(id=meeting).first()
    if row is None or not access.reads(viewer):
        return ()
    found = row.items.filter(is_out=False).select_related("carried_from__meeting")
    return tuple(
        ItemLine(
            each.id,
            each.title,
            each.presenter,
            each.minutes,
            each.four_p,
            each.ref,
            each.carried_from.meeting.starts_at if each.carried_from else None,
        )
        for each in found.order_by("nth", "id")
    )


def posted_agenda(meeting: str, *, viewer: access.Who) -> PostedAgenda | None:
    """Return the agenda as everybody reads it, and what changed since it was first posted."""
    of_meeting = Posting.objects.filter(meeting__in=access.meetings(viewer).filter(id=meeting))
    found = list(of_meeting.filter(what=PostKind.AGENDA.value).order_by("version"))
    if not found:
        return None
    first, last = _agenda(found[0]), _agenda(found[-1])
    changed = changes(first, last)
    return PostedAgenda(last, found[0].at, found[-1].at, changed, found[-1].version)


def unposted(meeting: str, *, viewer: access.Who) -> tuple[AgendaChange, ...]:
    """Return what was changed since the agenda was last posted; nothing if it never was."""
    last = posted_agenda(meeting, viewer=viewer)
    if last is None:
        return ()
    now = [
        AgendaLine(each.id, each.title, each.presenter, each.minutes)
        for each in items(meeting, viewer=viewer)
    ]
    return changes(last.items, now)


def to_carry(meeting: str, *, viewer: access.Who) -> tuple[ItemLine, ...]:
    """Return topics of the meeting before it that are not on this agenda yet."""
    row = access.meetings(viewer).filter(id=meeting).first()
    if row is None:
        return ()
    before = access.meetings(viewer).filter(
        group=row.group, starts_at__lt=row.starts_at, state=MeetingState.POSTED.value
    )
    last = before.order_by("-starts_at", "id").first()
    if last is None:
        return ()
    taken = set(row.items.values_list("carried_from", flat=True))
    return tuple(each for each in items(last.id, viewer=viewer) if each.id not in taken)


def appointments(titles: dict[MeetingKind, str], *, viewer: access.Who) -> list[Appointment]:
    """Return posted meetings for calendars; one that was called off is not among them."""
    rows = access.meetings(viewer).filter(state=MeetingState.POSTED.value)
    return [
        Appointment(
            f"{each.id}@fourfold.council",
            each.group or titles[MeetingKind(each.kind)],
            each.place,
            each.starts_at,
            each.ends_at,
        )
        for each in rows.order_by("-starts_at", "id")[:200]
    ]


def to_file(*, viewer: access.Who, now: datetime) -> tuple[tuple[MeetingLine, Running], ...]:
    """
    Return what staff have to post or file soon, without minutes; what is due first comes first.

    A notice or an agenda from a week before its time until the meeting ends; votes after it.
    """
    if not access.works(viewer):
        return ()
    found = []
    for each in meetings(viewer=viewer, now=now):
        for clock in each.clocks:
            if clock.done_at is not None or clock.clock.post is PostKind.MINUTES:
                continue
            if clock.clock.is_before:
                asked = clock.due_at - WEEK <= now < each.ends_at
            else:
                asked = each.state is MeetingState.POSTED and each.ends_at <= now
            if asked:
                found.append((each, clock))
    return tuple(sorted(found, key=lambda pair: (pair[1].due_at, pair[0].id)))


def _line(row: Meeting, now: datetime) -> MeetingLine:
    kind, state = MeetingKind(row.kind), MeetingState(row.state)
    return MeetingLine(
        id=row.id,
        kind=kind,
        group=row.group,
        state=state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        link=row.link,
        off_why=row.off_why,
        version=row.version,
        clocks=_clocks(row, kind, now) if state is not MeetingState.OFF else (),
    )


def _clocks(row: Meeting, kind: MeetingKind, now: datetime) -> tuple[Running, ...]:
    pack, zone = active_pack(), timezone.get_default_timezone()
    holidays = frozenset(date.fromisoformat(each["day"]) for each in pack.rows("holidays"))
    done: dict[PostKind, datetime] = {}
    for each in row.postings.all():
        what = PostKind(each.what)
        done[what] = min(each.at, done.get(what, each.at))
    found = []
    for clock in clocks_of(pack.rows("meeting_clocks")):
        if kind in clock.kinds:
            times = {"starts_at": row.starts_at, "ends_at": row.ends_at}
            due = due_at(clock, **times, holidays=holidays, zone=zone)
            found.append(running(clock, due=due, done_at=done.get(clock.post), now=now))
    return tuple(sorted(found, key=lambda each: (each.due_at, each.clock.code)))


def _agenda(posting: Posting) -> tuple[AgendaLine, ...]:
    return tuple(
        AgendaLine(each["id"], each["title"], each["presenter"], each["minutes"])
        for each in posting.agenda
    )
