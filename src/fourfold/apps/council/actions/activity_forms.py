"""Members are asked what they did in the year; they answer by a day, and staff take it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import ActivityForm
from fourfold.apps.council.queries.activity_forms import due_forms
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.states.studio import FormState, StudioState, check_form_move
from fourfold.reference import active_pack
from fourfold.security import audit, outbox
from fourfold.security.events import Event

MAIL = "COUNCIL_ACTIVITY"
ASKS = (*(each.value for each in FourP), "figures")
OPEN = (FormState.DRAFT.value, FormState.RETURNED.value)


@transaction.atomic
def ask(
    report: str,
    *,
    seat: str,
    account: str,
    due_on: date,
    site: str,
    by: access.Who,
    at: datetime,
) -> str:
    """
    Ask who speaks for a seat what it did in the year; a mail goes. Returns the form's id.

    Once a seat; asked again, the person and the day change. account: "" for whoever speaks for the
    seat on the day. site: root address, for the link.
    """
    access.check_works(by)
    held = access.studio(by).select_for_update().filter(id=report).first()
    if held is None or held.state != StudioState.DRAFT:
        raise NoSuchPaper("There is no such draft.")
    if seat not in {each.code for each in active_pack().council_seats}:
        raise NotWhole("Choose a seat of the Council.")
    if not account and not access.speaker(seat, on=timezone.localdate(at)):
        raise NotWhole("Nobody with an account speaks for this seat today. Choose who answers.")
    if account and account not in access.members(at):
        raise NotWhole("Choose who answers: somebody who reads the Council's papers.")
    told = {"account": account, "due_on": due_on, "site": site}
    made, is_new = ActivityForm.objects.get_or_create(
        report=held,
        seat=seat,
        defaults={**told, "asked_at": at, "asked_by": access.name_of(by)},
    )
    if not is_new:
        for name, value in told.items():
            setattr(made, name, value)
        made.save()
    outbox.put(MAIL, about=made.id, site=site, by=access.name_of(by), at=at)
    _record(made, "asked", by=by, at=at)
    return made.id


@transaction.atomic
def remind(form: str, *, by: access.Who, at: datetime) -> None:
    """Send a reminder of a form that was not answered; once a day."""
    access.check_works(by)
    held = _held(form, by=by)
    today = timezone.localdate(at)
    if held.state not in OPEN:
        raise NotWhole("This form was answered. It needs no reminder.")
    if held.reminded_on != today:
        _remind(held, today, by=by, at=at)


@transaction.atomic
def remind_due(*, by: str, at: datetime) -> int:
    """Remind who has not answered three days before the day, once; returns how many. by: job."""
    today = timezone.localdate(at)
    due = [each.id for each in due_forms(viewer=by, today=today)]
    rows = ActivityForm.objects.select_for_update().filter(id__in=due, reminded_on=None)
    found = list(rows.order_by("id"))
    for each in found:
        _remind(each, today, by=by, at=at)
    return len(found)


@transaction.atomic
def save(
    form: str,
    *,
    told: Mapping[str, str],
    version: int,
    send: bool,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Keep what a member says, and send it if asked. told: a text for each of ASKS.

    :raises ChangedMeanwhile: if the form was saved from elsewhere since `version`.
    :raises NotWhole: if it is empty, or was sent already.
    """
    held = _held(form, by=by)
    if held.state not in OPEN:
        raise NotWhole("The form was sent. The Council's staff can return it to you.")
    if held.version != version:
        raise ChangedMeanwhile(
            "The form was saved from another window meanwhile. What you typed stands below; look "
            "at what is kept, and save again."
        )
    held.told = {name: told.get(name, "").replace("\r\n", "\n").strip() for name in ASKS}
    held.version += 1
    if send:
        if not any(held.told.values()):
            raise NotWhole("Write what was done under at least one P, or that nothing was.")
        check_form_move(FormState(held.state), FormState.SENT)
        held.state = FormState.SENT.value
        held.sent_on, held.sent_by = timezone.localdate(at), access.name_of(by)
    held.save()
    _record(held, "sent" if send else "saved", by=by, at=at)


@transaction.atomic
def decide(form: str, *, to: FormState, why: str, by: access.Who, at: datetime) -> None:
    """Take a form that was sent, or return it with words."""
    access.check_works(by)
    held = _held(form, by=by)
    if to is FormState.SENT:
        raise NoSuchPaper("Who was asked sends it.")
    check_form_move(FormState(held.state), to)
    if to is FormState.RETURNED and not why.strip():
        raise NotWhole("Say what is missing, so that it can be mended.")
    held.state, held.why = to.value, why.strip()[:500]
    held.taken_by = access.name_of(by) if to is FormState.TAKEN else ""
    held.version += 1
    held.save()
    if to is FormState.RETURNED:
        outbox.put(MAIL, about=held.id, site=held.site, by=access.name_of(by), at=at)
    _record(held, to.value.lower(), by=by, at=at)


def _remind(held: ActivityForm, today: date, *, by: access.Who, at: datetime) -> None:
    held.reminded_on = today
    held.save()
    outbox.put(MAIL, about=held.id, site=held.site, by=access.name_of(by), at=at)
    _record(held, "reminded", by=by, at=at)


def _held(form: str, *, by: access.Who) -> ActivityForm:
    found = access.forms(by).select_for_update().filter(id=form).first()
    if found is None:
        raise NoSuchPaper("There is no such form.")
    return found


def _record(held: ActivityForm, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.ACTIVITY_TOLD,
        by=access.name_of(by),
        subject=f"activity-form:{held.id}",
        at=at,
        facts={"what": what, "state": held.state},
    )
