"""Which reminders would go on a day, to whom and why; and those that went."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Asked, DataCall, Reminder, ReminderDay
from fourfold.apps.submissions.queries.boards import Line, lines_of
from fourfold.apps.submissions.rules.board import MISSING
from fourfold.apps.submissions.rules.letters import Asking, ToOffice, Words, words_to
from fourfold.apps.submissions.rules.reminders import OPENING, Moment, Told, moment
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.documents.letters import Contact, Letter, Mail
from fourfold.reference import Contract, Pack, UnknownName, active_pack


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder that would go. mail: "" for a letter. moment: why today."""

    asked: str
    call: str
    organization: str
    name: str
    way: ReminderWay
    mail: str
    moment: Moment
    due_on: date | None
    line: Line
    words: Mail
    letter: Letter


@dataclass(frozen=True, slots=True)
class Went:
    """One reminder that was made. days: None for the opening. why_not: what failed, in a word."""

    id: str
    call: str
    organization: str
    name: str
    days: int | None
    due_on: date | None
    number: int
    way: ReminderWay
    state: ReminderState
    mail: str
    made_at: datetime
    ended_at: datetime | None
    why_not: str


def planned(call: str = "", *, viewer: Who, on: date) -> list[Planned]:
    """
    Return the reminders that are due on a day in open calls, or in one of them.

    What is sent is this very list; a dry run only shows it. None for who is not of the Council, and
    none where no day is due.
    """
    if not access.is_council(viewer):
        return []
    found = DataCall.objects.filter(closed_at=None).exclude(reminder_days=None).distinct()
    calls = {each.pk: each for each in (found.filter(code=call) if call else found)}
    schedules = _schedules(calls)
    told = _told(calls)
    asked = _asked(calls)
    texts = {pk: _asking(each) for pk, each in calls.items()}
    due = []
    for pk, line in lines_of(calls.values(), viewer=viewer, on=on):
        row = asked.get(line.asked)
        if row is None or line.due_on is None or line.answered not in MISSING:
            continue
        when = moment(
            on=on,
            asked_on=timezone.localdate(row.asked_at),
            due_on=line.due_on,
            schedule=schedules[pk],
            told=told[line.asked],
        )
        if when is not None:
            due.append(_planned(texts[pk], row, line, when, on=on))
    return sorted(due, key=lambda each: (each.call, each.name, each.organization))


def words_of(reminder: str, *, viewer: Who, on: date) -> tuple[str, Mail] | None:
    """
    Return the mailbox of a reminder that was made, and what it says on a day.

    None if there is none, or nothing is missing of its office any more.
    """
    row = Reminder.objects.filter(pk=reminder).first()
    if row is None:
        return None
    found = one_planned(row.asked_id, viewer=viewer, on=on, days=row.days)
    return (row.mail, found.words) if found else None


def one_planned(asked: str, *, viewer: Who, on: date, days: int | None = OPENING) -> Planned | None:
    """
    Return what one office would be told today, by hand: None if nothing is missing of it.

    days: which day of the schedule it stands for.
    """
    if not access.is_council(viewer):
        return None
    row = Asked.objects.filter(pk=asked).select_related("respondent", "call").first()
    if row is None or row.call.closed_at is not None:
        return None
    for _, line in lines_of([row.call], viewer=viewer, on=on):
        if line.asked == asked and line.due_on and line.answered in MISSING:
            return _planned(_asking(row.call), row, line, Moment(days, on), on=on)
    return None


def went(call: str, *, viewer: Who) -> list[Went]:
    """Return the reminders of a call that were made, the newest first."""
    if not access.is_council(viewer):
        return []
    rows = (
        Reminder.objects.filter(asked__call__code=call)
        .select_related("asked__respondent", "asked__call")
        .order_by("-made_at", "asked__respondent__name", "id")
    )
    return [_went(each) for each in rows]


def to_post(call: str, *, viewer: Who) -> set[str]:
    """Return the codes of the offices whose letters wait to be printed and posted."""
    waits = (each for each in went(call, viewer=viewer) if each.state is ReminderState.TO_POST)
    return {each.organization for each in waits}


def missing(call: str, *, viewer: Who, on: date) -> list[Planned]:
    """Return every office that has the next step in a call, with what a letter would say today."""
    if not access.is_council(viewer):
        return []
    calls = {each.pk: each for each in DataCall.objects.filter(code=call)}
    asked = _asked(calls)
    texts = {pk: _asking(each) for pk, each in calls.items()}
    return [
        _planned(texts[pk], asked[line.asked], line, Moment(1, on), on=on)
        for pk, line in lines_of(calls.values(), viewer=viewer, on=on)
        if line.answered in MISSING and line.due_on
    ]


def _asking(call: DataCall) -> Asking:
    pack = active_pack()
    try:
        contract: Contract | None = pack.contract(call.dataset)
    except UnknownName:
        contract = None
    rows = pack.rows("organizations")
    council: dict[str, str] = next((dict(e) for e in rows if e["kind"] == "statutory council"), {})
    name = council.get("name", "The Council")
    return Asking(
        title=contract.title if contract else call.title or call.code,
        law=_law(contract, pack),
        from_on=call.from_on,
        until_on=call.until_on,
        year=call.year,
        council=name,
        contact=Contact(name, _first(council.get("phones")), _first(council.get("emails"))),
        address=tuple(part for part in [council.get("address", "")] if part),
    )


def _law(contract: Contract | None, pack: Pack) -> str:
    codes = contract.law if contract else ()
    found = []
    for code in codes:
        try:
            found.append(pack.statute(code).citation)
        except UnknownName:
            continue
    return ", ".join(found)


def _first(many: str | None) -> str:
    return (many or "").partition(";")[0].strip()


def _planned(asking: Asking, row: Asked, line: Line, when: Moment, *, on: date) -> Planned:
    mail = row.respondent.mail
    due_on = line.due_on or on
    to = ToOffice(
        code=line.organization,
        name=line.name,
        town=_town(line.town),
        due_on=due_on,
        answered=line.answered,
        signs_in=bool(line.agency),
    )
    words: Words = words_to(to, asking=asking, opening=when.days is OPENING, on=on)
    return Planned(
        asked=line.asked,
        call=row.call.code,
        organization=line.organization,
        name=line.name,
        way=ReminderWay.MAIL if mail else ReminderWay.LETTER,
        mail=mail,
        moment=when,
        due_on=line.due_on,
        line=line,
        words=words.mail,
        letter=words.letter,
    )


def _town(code: str) -> str:
    try:
        return active_pack().town(code).name if code else ""
    except UnknownName:
        return ""


def _went(each: Reminder) -> Went:
    office = each.asked.respondent
    return Went(
        each.id,
        each.asked.call.code,
        office.code,
        office.name,
        each.days,
        each.due_on,
        each.number,
        ReminderWay(each.way),
        ReminderState(each.state),
        each.mail,
        each.made_at,
        each.ended_at,
        each.why_not,
    )


def _schedules(calls: dict[int, DataCall]) -> defaultdict[int, list[int | None]]:
    found: defaultdict[int, list[int | None]] = defaultdict(list)
    for call, days in ReminderDay.objects.filter(call__in=calls).values_list("call_id", "days"):
        found[call].append(days)
    return found


def _told(calls: dict[int, DataCall]) -> defaultdict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    rows = Reminder.objects.filter(asked__call__in=calls)
    for asked, days, due_on in rows.values_list("asked_id", "days", "due_on"):
        found[asked].append(Told(days, due_on))
    return found


def _asked(calls: dict[int, DataCall]) -> dict[str, Asked]:
    rows = Asked.objects.filter(call__in=calls).select_related("respondent", "call")
    return {each.id: each for each in rows}
