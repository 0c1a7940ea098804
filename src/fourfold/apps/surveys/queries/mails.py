"""Who would be mailed, and what the mail says: the dry run, and what is sent, are this list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Invited, SurveyMail, Wave, invitation_key
from fourfold.apps.surveys.queries.answering import takes
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.rules.invitations import (
    InvitedState,
    Inviting,
    Mailing,
    is_reminded,
    mail_words,
)
from fourfold.apps.surveys.states import WaveState
from fourfold.reference import active_pack
from fourfold.security import outbox
from fourfold.security.models import MailState
from fourfold.security.outbox import Mail

MAIL = "SURVEY"
"""What the outbox calls an invitation or a reminder."""
MOST_WENT = 500
WAITS = (InvitedState.DRAWN, InvitedState.INVITED)
"""Who has not answered and is mailed; nobody mails who declined."""


def to_mail(
    wave: Wave, *, mailing: Mailing, viewer: access.Who, on: date
) -> list[tuple[Invited, date | None]]:
    """
    Return who would be mailed by hand on a day, by name.

    Invited is who was not mailed yet; reminded is who was, not today, and has not answered. Each
    with the day of its last mail.
    """
    if not access.runs(viewer):
        return []
    waits = Invited.objects.filter(wave=wave, state__in=[each.value for each in WAITS])
    rows = waits.exclude(mail="").order_by("name", "id")
    made = SurveyMail.objects.filter(invited__wave=wave).values("invited")
    last = dict(made.annotate(last=Max("made_on")).values_list("invited", "last"))
    if mailing is Mailing.INVITATION:
        return [(each, None) for each in rows if each.id not in last]
    return [(each, last[each.id]) for each in rows if last.get(each.id, on) < on]


def due_by_clock(
    *, viewer: access.Who, on: date, wave: str = ""
) -> list[tuple[Wave, list[tuple[Invited, str]]]]:
    """
    Return whom the clock reminds on a day, by wave, each with the root address of its link.

    wave: its id, "" for every open one.
    """
    waves = access.waves(viewer).filter(
        state=WaveState.OPEN.value, invites=True, remind_days__isnull=False, until_on__gte=on
    )
    found = []
    for each in waves.filter(id=wave) if wave else waves.order_by("id"):
        rows = to_mail(each, mailing=Mailing.REMINDER, viewer=viewer, on=on)
        sites = dict(
            SurveyMail.objects.filter(
                invited__wave=each, mailing=Mailing.INVITATION.value
            ).values_list("invited", "site")
        )
        due = [
            (row, sites[row.id])
            for row, last in rows
            if row.id in sites
            and is_reminded(on=on, until_on=each.until_on, days=each.remind_days, last_on=last)
        ]
        if due:
            found.append((each, due))
    return found


def words_of(
    mail: str, *, leads: Callable[[str, str], str], viewer: access.Who, on: date
) -> Mail | None:
    """
    Return the words of a mail whose turn has come; None if nobody waits for an answer any more.

    leads: gives the address of a wave's code and a key.
    """
    found = SurveyMail.objects.select_related("invited__wave__study__form").filter(pk=mail).first()
    if found is None or found.invited.state not in set(WAITS) or not found.invited.mail:
        return None
    wave = found.invited.wave
    if not takes(wave, viewer=viewer, today=on):
        return None
    subject, body = mail_words(
        Mailing(found.mailing),
        asks_of(wave, viewer=viewer),
        organization=found.invited.name,
        address=leads(wave.code, invitation_key(found.invited_id)),
    )
    return Mail(found.invited.mail, subject, body)


def asks_of(wave: Wave, *, viewer: access.Who) -> Inviting:
    """Return what a wave's mails are about. wave: with its study and form. viewer: who mails."""
    del viewer  # the words are the same for everybody
    form = parsed(wave.study.form_id)
    spanish = form.language("es")
    return Inviting(
        council=str(active_pack().settings["council"]["name"]),
        title=form.say(form.titles, form.language("en")),
        title_es=form.say(form.titles, spanish) if spanish.code == "es" else "",
        until_on=wave.until_on,
        carries=wave.carries,
    )


@dataclass(frozen=True, slots=True)
class Went:
    """One mail that was made. state: where it stands; why_not: in a word."""

    name: str
    invited: str
    mailing: Mailing
    made_on: date
    state: MailState | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Mails:
    """
    A wave's mails. to_invite, to_remind: names, as they would go today. invitation, reminder: the
    words, with a made-up link. remind_on: from when the clock reminds by itself, None for never.
    """

    to_invite: tuple[str, ...]
    to_remind: tuple[str, ...]
    invitation: tuple[str, str]
    reminder: tuple[str, str]
    went: tuple[Went, ...]
    remind_on: date | None


def mails_of(wave: str, *, viewer: access.Who, on: date) -> Mails:
    """Return what would go and what went, the newest first, at most MOST_WENT. wave: its id."""
    row = access.waves(viewer).select_related("study").get(id=wave)
    asks = asks_of(row, viewer=viewer)
    words = [
        mail_words(each, asks, organization="(name)", address="(its own link)") for each in Mailing
    ]
    made = SurveyMail.objects.filter(invited__wave=row).select_related("invited")
    rows = list(made.order_by("-made_on", "invited__name", "id")[:MOST_WENT])
    stands = outbox.standing(MAIL, about=[each.id for each in rows])
    begins = None
    if row.until_on is not None and row.remind_days is not None:
        begins = row.until_on - timedelta(days=row.remind_days)
    return Mails(
        to_invite=_names(to_mail(row, mailing=Mailing.INVITATION, viewer=viewer, on=on)),
        to_remind=_names(to_mail(row, mailing=Mailing.REMINDER, viewer=viewer, on=on)),
        invitation=words[0],
        reminder=words[1],
        went=tuple(
            Went(
                each.invited.name,
                each.invited_id,
                Mailing(each.mailing),
                each.made_on,
                stands[each.id].state if each.id in stands else None,
                stands[each.id].why_not if each.id in stands else "",
            )
            for each in rows
        ),
        remind_on=begins,
    )


def _names(rows: list[tuple[Invited, date | None]]) -> tuple[str, ...]:
    return tuple(each.name for each, _last in rows)
