"""The board of activity forms, a member's own, and the mail about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import ActivityForm
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.studio import is_late
from fourfold.apps.council.states.studio import FormState
from fourfold.reference import active_pack

SOON = timedelta(days=3)
"""A reminder goes this long before the day."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form. seat_name: whom it speaks for. who: who was asked. is_late: it is, or came late."""

    id: str
    report: str
    year: int
    seat: str
    seat_name: str
    who: str
    due_on: date
    state: FormState
    told: dict[str, str]
    why: str
    version: int
    is_late: bool
    reminded_on: date | None
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class FormMail:
    """What a mail about a form needs; to: the mailbox."""

    to: str
    name: str
    line: FormLine
    site: str
    is_reminder: bool


def board(report: str, *, viewer: access.Who, today: date) -> list[FormLine]:
    """Return the forms of a report, what is late first; staff see all, a member their own."""
    rows = list(access.forms(viewer).filter(report=report).select_related("report"))
    lines = _lines(rows, today)
    return sorted(lines, key=lambda one: (not one.is_late, one.due_on, one.seat))


def own_forms(*, viewer: access.Who, today: date) -> list[FormLine]:
    """Return the forms a signed-in reader was asked to fill, the newest first."""
    if isinstance(viewer, str):
        return []
    rows = access.own_forms(viewer).select_related("report")
    return _lines(list(rows.order_by("-due_on", "seat")), today)


def activity_form(form: str, *, viewer: access.Who, today: date) -> FormLine:
    """Return a form. :raises NoSuchPaper:."""
    held = access.forms(viewer).filter(id=form).select_related("report").first()
    if held is None:
        raise NoSuchPaper("There is no such form.")
    return _lines([held], today)[0]


def may_answer(*, viewer: access.Who, at: datetime) -> list[tuple[str, str]]:
    """Return who can be asked by name, by account."""
    if not access.works(viewer):
        return []
    return sorted(access.members(at).items(), key=lambda one: one[1])


def due_forms(*, viewer: access.Who, today: date) -> list[FormLine]:
    """Return the forms whose reminder goes today: due in three days, not answered, not reminded."""
    rows = access.forms(viewer).filter(
        state__in=(FormState.DRAFT.value, FormState.RETURNED.value),
        reminded_on=None,
        due_on__range=(today, today + SOON),
    )
    return _lines(list(rows.select_related("report").order_by("id")), today)


def mail_about(form: str, *, viewer: access.Who, at: datetime) -> FormMail | None:
    """Return what a mail about a form says; None if it was answered meanwhile."""
    held = access.forms(viewer).filter(id=form).select_related("report").first()
    if held is None:
        return None
    today = timezone.localdate(at)
    (line,) = _lines([held], today)
    to = access.mailbox(held.account or access.speaker(held.seat, on=today))
    if line.state not in (FormState.DRAFT, FormState.RETURNED) or not to:
        return None
    return FormMail(to, line.who, line, held.site, held.reminded_on is not None)


def _lines(rows: list[ActivityForm], today: date) -> list[FormLine]:
    who = {each.id: each.account or access.speaker(each.seat, on=today) for each in rows}
    names = access.names(set(who.values()))
    seats = {each.code: each for each in active_pack().council_seats}
    lines = []
    for each in rows:
        seat = seats.get(each.seat)
        state = FormState(each.state)
        lines.append(
            FormLine(
                each.id,
                each.report_id,
                each.report.year,
                each.seat,
                (seat.organization_name or seat.seat) if seat else each.seat,
                names.get(who[each.id], ""),
                each.due_on,
                state,
                each.told,
                each.why,
                each.version,
                is_late(state, due_on=each.due_on, sent_on=each.sent_on, today=today),
                each.reminded_on,
                each.sent_on,
            )
        )
    return lines
