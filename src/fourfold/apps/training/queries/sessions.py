"""Sessions as lists and pages show them, and the list of who was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fourfold.apps.training import access
from fourfold.apps.training.models import (
    Attendance,
    AttendeeName,
    Session,
    SessionTrainer,
    TrainerName,
)
from fourfold.apps.training.queries.surveys import address_at
from fourfold.apps.training.rules.courses import Course, courses
from fourfold.apps.training.rules.sessions import is_open
from fourfold.apps.training.states import Stands, Way
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import CannotOpen, opened


@dataclass(frozen=True, slots=True)
class SessionLine:
    """
    A session with its numbers.

    title: of the course, its code where the pack has it no more. people: heads counted, else the
    confirmed lines. waits: lines to confirm. trainers: names, as far as they are kept.
    """

    id: str
    course: str
    title: str
    curriculum: str
    language: str
    sector: str
    place: str
    town: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    expected: int | None
    credit: str
    credit_hours: Decimal | None
    counts_only: bool
    is_public: bool
    counted: int | None
    confirmed: int
    waits: int
    off_at: datetime | None
    off_why: str
    token: str
    occasion: str
    trainers: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> int:
        """How many were there, as far as anybody counted or confirmed."""
        return self.confirmed if self.counted is None else self.counted

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a session's list. name: "" where it went when its time was over."""

    id: str
    name: str
    workplace: str
    mail: str
    way: Way
    stands: Stands
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """
    What the sign-in page shows to anybody who has its address.

    open: people can sign in now. survey: the address of the survey for this hour, "" for none.
    """

    title: str
    place: str
    starts_at: datetime
    open: bool
    counts_only: bool
    survey: str


def sessions(
    *, viewer: Viewer, from_on: date | None = None, until_on: date | None = None
) -> list[SessionLine]:
    """Return the sessions somebody may see, the first first. until_on: excluded."""
    found = access.sessions(viewer)
    if from_on is not None:
        found = found.filter(starts_at__gte=_midnight(from_on))
    if until_on is not None:
        found = found.filter(starts_at__lt=_midnight(until_on))
    return _lines(found)


def session(number: str, *, viewer: Viewer) -> SessionLine | None:
    """Return one session with its trainers' names; None: there is none for this viewer."""
    found = _lines(access.sessions(viewer).filter(pk=number), with_trainers=True)
    return found[0] if found else None


def given_by(trainer: str, *, viewer: Viewer) -> list[SessionLine]:
    """Return the sessions a trainer gave or will give, the newest first."""
    found = access.sessions(viewer).filter(
        pk__in=SessionTrainer.objects.filter(trainer=trainer).values("session")
    )
    return _lines(found)[::-1]


def listed(number: str, *, viewer: Viewer) -> list[ListLine]:
    """Return the list of a session: those that wait first, then by name."""
    lines = access.attendance(viewer).filter(session=number)
    names = {each.attendance_id: each for each in AttendeeName.objects.filter(attendance__in=lines)}
    with opened() as held:
        held.learn([each.whose for each in names.values()])
        found = [_list_line(each, names.get(each.id)) for each in lines]
    order = (Stands.WAITS, Stands.CONFIRMED, Stands.TAKEN_OFF)
    return sorted(found, key=lambda each: (order.index(each.stands), each.name.casefold()))


def sign_in_of(token: str, *, viewer: Viewer) -> SignIn | None:
    """Return what the sign-in page of an address shows; None: the address is none."""
    found = Session.objects.filter(token=token, off_at=None).first()
    if found is None:
        return None
    course = courses().get(found.course)
    return SignIn(
        course.title if course else found.course,
        found.place,
        found.starts_at,
        is_open(viewer.at, starts_at=found.starts_at, ends_at=found.ends_at),
        found.counts_only,
        address_at(found, viewer=viewer),
    )


def _lines(found: QuerySet[Session], *, with_trainers: bool = False) -> list[SessionLine]:
    known = courses()
    counted = found.annotate(
        sure=Count("attendance", filter=Q(attendance__stands=Stands.CONFIRMED.value)),
        waiting=Count("attendance", filter=Q(attendance__stands=Stands.WAITS.value)),
    )
    return [
        _line(each, known, _trainers(each) if with_trainers else ())
        for each in counted.order_by("starts_at", "pk")
    ]


def _line(
    each: Session, known: dict[str, Course], trainers: Iterable[tuple[str, str]]
) -> SessionLine:
    course = known.get(each.course)
    return SessionLine(
        id=each.id,
        course=each.course,
        title=course.title if course else each.course,
        curriculum=each.curriculum,
        language=each.language,
        sector=each.sector,
        place=each.place,
        town=each.town,
        starts_at=each.starts_at,
        ends_at=each.ends_at,
        capacity=each.capacity,
        expected=each.expected,
        credit=each.credit,
        credit_hours=each.credit_hours,
        counts_only=each.counts_only,
        is_public=each.is_public,
        counted=each.counted,
        confirmed=each.sure,  # type: ignore[attr-defined]  # annotated above
        waits=each.waiting,  # type: ignore[attr-defined]  # annotated above
        off_at=each.off_at,
        off_why=each.off_why,
        token=each.token,
        occasion=each.occasion,
        trainers=tuple(trainers),
    )


def _trainers(session: Session) -> list[tuple[str, str]]:
    ids = session.given_by.values_list("trainer_id", flat=True)
    names = list(TrainerName.objects.filter(trainer__in=ids))
    with opened() as held:
        held.learn([each.whose for each in names])
        said = {each.trainer_id: each.name for each in names}
    return sorted(((each, said.get(each, "")) for each in ids), key=lambda pair: pair[1])


def _list_line(line: Attendance, who: AttendeeName | None) -> ListLine:
    name = workplace = mail = ""
    if who is not None:
        try:
            name, workplace, mail = who.name, who.workplace, who.mail or ""
        except CannotOpen:  # its key was shredded: the row goes with the next run
            name = ""
    return ListLine(
        line.id,
        name,
        workplace,
        mail,
        Way(line.way),
        Stands(line.stands),
        line.made_at,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
