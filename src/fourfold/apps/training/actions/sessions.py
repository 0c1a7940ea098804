"""Planning a session, changing it, calling it off and holding it after all, counting heads."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction

from fourfold.apps.training import access
from fourfold.apps.training.models import Session, SessionTrainer, Trainer
from fourfold.apps.training.rules.courses import check_town, course_of
from fourfold.apps.training.rules.sessions import (
    BadSession,
    Plan,
    SessionIsOff,
    SessionStands,
    check_heads,
    check_plan,
)
from fourfold.apps.training.states import Stage, Stands
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

TOKEN_BYTES = 15
"""120 bits: nobody guesses the address of a sign-in."""


@transaction.atomic
def plan(wanted: Plan, *, by: Viewer) -> str:
    """
    Plan a session; returns its id. :raises BadSession, NotYours:

    A course of youth groups makes it one that is only counted.
    """
    access.check_leads(by)
    session = Session(
        agency=by.agency,
        token=secrets.token_hex(TOKEN_BYTES),
        planned_at=by.at,
        planned_by=by.account,
    )
    _write(session, wanted)
    _save(session)
    _give(session, wanted.trainers)
    audit.record(Event.SESSION_PLANNED, by=by.account, subject=f"session:{session.id}", at=by.at)
    return session.id


@transaction.atomic
def change(session: str, *, to: Plan, by: Viewer) -> None:
    """
    Write a session anew; its sign-in address stays.

    :raises NoSuchSession, SessionIsOff, NotYours:
    :raises BadSession: also where people with names are on its list and the course is for youth.
    """
    access.check_leads(by)
    found = _hold_standing(session, by)
    _write(found, to)
    on_list = found.attendance.exclude(stands=Stands.TAKEN_OFF.value)
    if found.counts_only and on_list.exists():
        raise BadSession(
            "People with names are on this session’s list, so it cannot become a group of youth. "
            "Plan another session."
        )
    _save(found)
    SessionTrainer.objects.filter(session=found).delete()
    _give(found, to.trainers)
    audit.record(Event.SESSION_CHANGED, by=by.account, subject=f"session:{session}", at=by.at)


@transaction.atomic
def call_off(session: str, *, why: str, by: Viewer) -> None:
    """Call a session off. :raises NoSuchSession, SessionIsOff, BadSession, NotYours:"""
    access.check_leads(by)
    found = _hold_standing(session, by)
    if not why.strip():
        raise BadSession("Say why the session is called off.")
    found.off_at, found.off_by, found.off_why = by.at, by.account, why.strip()
    found.save(update_fields=["off_at", "off_by", "off_why"])
    audit.record(Event.SESSION_CALLED_OFF, by=by.account, subject=f"session:{session}", at=by.at)


@transaction.atomic
def hold_after_all(session: str, *, by: Viewer) -> None:
    """
    Take back that a session was called off.

    :raises NoSuchSession, SessionStands, NotYours: :raises BadSession: if it was planned anew.
    """
    access.check_leads(by)
    found = access.hold(session, viewer=by)
    if found.off_at is None:
        raise SessionStands("This session is held: somebody took it back already.")
    found.off_at, found.off_by, found.off_why = None, "", ""
    _save(found)
    audit.record(Event.SESSION_HELD, by=by.account, subject=f"session:{session}", at=by.at)


@transaction.atomic
def count_heads(session: str, *, counted: int | None, by: Viewer) -> None:
    """
    Note how many were in the room; None takes the count back.

    :raises NoSuchSession, SessionIsOff: :raises BadSession: before it began, or fewer than listed.
    """
    found = _hold_standing(session, by)
    if counted is not None:
        check_heads(counted)
        if found.starts_at > by.at:
            raise BadSession("The session has not begun. Count when people are there.")
        listed = found.attendance.filter(stands=Stands.CONFIRMED.value).count()
        if counted < listed:
            raise BadSession(
                f"{listed} people are confirmed on the list, so at least as many were there."
            )
    found.counted = counted
    found.save(update_fields=["counted"])
    audit.record(Event.SESSION_COUNTED, by=by.account, subject=f"session:{session}", at=by.at)


def _hold_standing(session: str, by: Viewer) -> Session:
    found = access.hold(session, viewer=by)
    if found.off_at is not None:
        raise SessionIsOff(
            f"This session was called off on {found.off_at:%B %-d, %Y}. Hold it after all first."
        )
    return found


def _save(session: Session) -> None:
    """Keep a session. :raises BadSession: if the same one stands; a button pressed twice, too."""
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as problem:
        raise BadSession(
            "This session is planned already: same course, time and place."
        ) from problem


def _write(session: Session, wanted: Plan) -> None:
    check_plan(wanted)
    check_town(wanted.town)
    course = course_of(wanted.course)
    session.course, session.curriculum = wanted.course, wanted.curriculum.strip()
    session.language, session.sector = wanted.language.value, wanted.sector.value
    session.place, session.town = wanted.place.strip(), wanted.town
    session.starts_at = wanted.starts_at
    session.ends_at = wanted.starts_at + timedelta(minutes=wanted.minutes)
    session.capacity, session.expected = wanted.capacity, wanted.expected
    session.credit = wanted.credit.value if wanted.credit else ""
    session.credit_hours = wanted.credit_hours
    session.counts_only = course.counts_only
    session.is_public = wanted.is_public and not course.counts_only


def _give(session: Session, trainers: tuple[str, ...]) -> None:
    found = set(
        Trainer.objects.filter(pk__in=trainers)
        .exclude(stage=Stage.LEFT.value)
        .values_list("pk", flat=True)
    )
    if found != set(trainers):
        raise BadSession("One of the trainers is not on the list any more. Choose again.")
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, trainer_id=each) for each in sorted(found)
    )
