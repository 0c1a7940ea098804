"""What waits on My day because of the Council's duties, money and meetings."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.council.queries import (
    bill_fates,
    budget,
    communication,
    mandates,
    meetings,
    minutes,
    registers,
    schedules,
    vote_mails,
)
from fourfold.apps.council.queries.meetings import MeetingLine
from fourfold.apps.council.rules.budget import money
from fourfold.apps.council.rules.meetings import Running
from fourfold.apps.council.views import words
from fourfold.apps.council.views.meeting_words import TO_FILE, law_words, title_of
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.waits import Wait


def _end(day: date) -> datetime:
    """Return the last moment of a day; a duty is late after it."""
    return timezone.make_aware(datetime.combine(day, time.max))


def waits(viewer: Viewer) -> list[Wait]:
    """Return duties that are late or due soon, for staff; and what waits for a second person."""
    if not viewer.may(READS):
        return []
    today = timezone.localdate(viewer.at)
    found = []
    for duty, line in mandates.waiting(viewer=viewer, today=today):
        page = f"{reverse('council:mandate', args=[duty.code])}?year={line.year}"
        if line.draft is not None and not line.draft.is_mine:
            told = _("What was said of a duty waits for a second person")
            found.append(Wait(told, page, _("Read it"), f"{duty.duty}, {line.year}"))
        elif viewer.may(WORKS):
            told = _("A duty of {year} is {state}").format(
                year=line.year, state=words.DUTY_STATES[line.state][0]
            )
            by_at = _end(line.due_on) if line.due_on else None
            found.append(Wait(told, page, _("Look at it"), duty.duty, by_at=by_at))
    if viewer.may(WORKS):
        found += [
            Wait(
                _("A working group's report is late"),
                reverse("council:mandate_groups"),
                _("Look at it"),
                each.title,
                by_at=_end(each.due_on) if each.due_on else None,
            )
            for each in registers.group_reports(viewer=viewer, today=today)
            if each.is_late and each.received_on is None
        ]
    found += [
        Wait(
            _("{sum} waits for a second person").format(sum=money(each.cents)),
            f"{reverse('council:budget_line', args=[each.line])}#entry-{each.id}",
            _("Decide"),
            f"{each.line_name}: {each.words}",
        )
        for each in budget.asked(viewer=viewer)
    ]
    return (
        found
        + _said(viewer, today)
        + _meetings(viewer, today)
        + _minutes(viewer)
        + _votes(viewer)
        + _fates(viewer)
    )


def _meetings(viewer: Viewer, today: date) -> list[Wait]:
    """Return what staff have to post or file of meetings, and the schedule of a year."""
    return [
        *(
            Wait(
                _("The schedule of the meetings of {year} is to be filed").format(year=each.year),
                f"{reverse('council:meetings')}#schedule",
                _("Write it down"),
                law_words(each.clock.citation, is_confirmed=each.clock.is_confirmed),
                by_at=_end(each.due_on),
            )
            for each in schedules.to_file(viewer=viewer, today=today)
        ),
        *(
            Wait(
                str(TO_FILE[clock.clock.post]),
                reverse("council:meeting", args=[each.id]),
                _("Open the meeting"),
                f"{_named(each)}; {_law(clock)}",
                by_at=clock.due_at,
            )
            for each, clock in meetings.to_file(viewer=viewer, now=viewer.at)
        ),
    ]


def _law(clock: Running) -> str:
    return law_words(clock.clock.citation, is_confirmed=clock.clock.is_confirmed)


def _minutes(viewer: Viewer) -> list[Wait]:
    """Return minutes that staff have to file, and those that members were sent to read."""
    found = [
        Wait(
            _("Minutes of a meeting are to be filed"),
            reverse("council:minutes", args=[each.id]),
            _("Write them"),
            f"{_named(each)}; {_law(clock)}",
            by_at=clock.due_at,
        )
        for each, clock in minutes.due(viewer=viewer, now=viewer.at)
    ]
    if viewer.may(WORKS):
        return found
    return [
        Wait(
            _("Minutes wait for the Council to approve them"),
            reverse("council:minutes", args=[each.id]),
            _("Read them"),
            _named(each),
            since_at=sent,
        )
        for each, sent in minutes.to_read(viewer=viewer, now=viewer.at)
    ]


def _fates(viewer: Viewer) -> list[Wait]:
    """Return bills that are over and whose recommendations wait for a word."""
    return [
        Wait(
            ngettext(
                "A bill is over: say what became of the recommendation it carries",
                "A bill is over: say what became of {number} recommendations it carries",
                number,
            ).format(number=number),
            f"{reverse('council:bill', args=[line.id])}#fates",
            _("Say it"),
            f"{line.number}, {line.session}: {line.title}",
        )
        for line, number in bill_fates.waiting(viewer=viewer)
    ]


def _votes(viewer: Viewer) -> list[Wait]:
    """Return votes by mail that staff have to close, and those whose mails did not go."""
    return [
        *(
            Wait(
                _("A vote by mail is over and is to be closed"),
                reverse("council:recommendation", args=[code]),
                _("Close it"),
                code,
                since_at=ended,
            )
            for code, ended in vote_mails.over(viewer=viewer, at=viewer.at)
        ),
        *(
            Wait(
                ngettext(
                    "{number} mail about a vote did not go",
                    "{number} mails about a vote did not go",
                    each.number,
                ).format(number=each.number),
                f"{reverse('council:recommendation', args=[each.code])}#mails",
                _("See whom it concerns"),
                each.code,
                since_at=each.since,
            )
            for each in vote_mails.troubles(viewer=viewer, at=viewer.at)
        ),
    ]


def _named(meeting: MeetingLine) -> str:
    day = date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT")
    return f"{title_of(meeting)}, {day}"


def _said(viewer: Viewer, today: date) -> list[Wait]:
    """Return steps of the communication plan that are due, and messages to approve."""
    due, drafts = communication.waiting(viewer=viewer, today=today)
    return [
        *(
            Wait(
                _("A step of the communication plan is late")
                if each.is_late
                else _("A step of the communication plan is due soon"),
                reverse("council:communication_step", args=[each.id]),
                _("Look at it"),
                each.what,
                by_at=_end(each.due_on),
            )
            for each in due
        ),
        *(
            Wait(
                _("A message waits for your approval"),
                reverse("council:plan_message", args=[each.id]),
                _("Read it"),
                _("For {audience}").format(audience=each.audience),
            )
            for each in drafts
        ),
    ]
