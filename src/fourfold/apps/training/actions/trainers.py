"""Trainers: added, tied to an account, moved step by step, a move undone; faculty meetings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from fourfold.apps.training import access
from fourfold.apps.training.models import (
    FacultyMeeting,
    MeetingPresence,
    Trainer,
    TrainerMove,
    TrainerName,
    digest_on_list,
)
from fourfold.apps.training.rules.sessions import check_person, one_line
from fourfold.apps.training.rules.trainers import (
    AccountTaken,
    BadMove,
    MovedMeanwhile,
    NoSuchTrainer,
    NothingToUndo,
    OnTheList,
    check_details,
)
from fourfold.apps.training.states import Stage, check_move
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.keys import new_person
from fourfold.security.models import Account


@transaction.atomic
def add(name: str, *, workplace: str, joined_on: date, account: str = "", by: Viewer) -> str:
    """
    Put somebody on the way to teach; returns their id. account: who signs in as them, or "".

    :raises NotYours, NoName, BadMove, AccountTaken, OnTheList:
    """
    access.check_leads(by)
    name, workplace = one_line(name), one_line(workplace)
    check_person(name, workplace)
    if joined_on > timezone.localdate(by.at):
        raise BadMove("This day is still to come.")
    _check_account(account)
    digest = digest_on_list("trainers", name=name, workplace=workplace)
    if TrainerName.objects.filter(digest=digest).exists():
        raise OnTheList("Somebody of this name and workplace is on the list of trainers already.")
    trainer = Trainer.objects.create(
        agency=by.agency,
        account=account,
        stage=Stage.JOINED.value,
        joined_on=joined_on,
        moved_on=joined_on,
        added_at=by.at,
        added_by=by.account,
    )
    TrainerName.objects.create(
        trainer=trainer,
        whose=new_person(agency=by.agency),
        name=name,
        workplace=workplace,
        digest=digest,
    )
    audit.record(Event.TRAINER_ADDED, by=by.account, subject=f"trainer:{trainer.id}", at=by.at)
    return trainer.id


@transaction.atomic
def tie(trainer: str, *, account: str, by: Viewer) -> None:
    """Say who signs in as this trainer, "" for nobody. :raises NotYours, NoSuchTrainer:

    :raises AccountTaken: if the account is another trainer's, or no account.
    """
    found = _hold(trainer, by)
    if account != found.account:
        _check_account(account)
    found.account = account
    found.save(update_fields=["account"])
    audit.record(Event.TRAINER_TIED, by=by.account, subject=f"trainer:{trainer}", at=by.at)


@transaction.atomic
def move(
    trainer: str, *, to: Stage, seen: int, on: date, score: int | None = None, by: Viewer
) -> None:
    """
    Note a trainer's next step. seen: how many were noted when the page was made.

    :raises NotYours, NoSuchTrainer, BadMove: :raises MovedMeanwhile: if there are more now.
    :raises MoveNotAllowed: if the table of stages has no such step.
    """
    found = _hold(trainer, by)
    now, noted = Stage(found.stage), found.moves.count()
    if noted != seen:
        raise MovedMeanwhile("Somebody else noted a step meanwhile. Look at it and try again.")
    check_move(now, to)
    check_details(to, on=on, today=timezone.localdate(by.at), score=score)
    if on < found.moved_on:
        raise BadMove(f"The step before it was on {found.moved_on:%B %-d, %Y}. Check the day.")
    TrainerMove.objects.create(
        trainer=found,
        nth=noted + 1,
        from_stage=now.value,
        to_stage=to.value,
        on=on,
        score=score,
        at=by.at,
        by=by.account,
    )
    _stand(found, to, on, by)
    audit.record(
        Event.TRAINER_MOVED,
        by=by.account,
        subject=f"trainer:{trainer}",
        at=by.at,
        facts={"to": to.value},
    )


@transaction.atomic
def undo(trainer: str, *, nth: int, by: Viewer) -> None:
    """
    Undo a trainer's last move. nth: which it was when the page was made.

    :raises NotYours, NoSuchTrainer, NothingToUndo:
    :raises MovedMeanwhile: if it is not the last any more.
    """
    found = _hold(trainer, by)
    standing = list(found.moves.filter(undone_at=None).order_by("-nth")[:2])
    if not standing:
        raise NothingToUndo("No step is left to undo.")
    last = standing[0]
    if last.nth != nth:
        raise MovedMeanwhile("This is not the last step any more. Look at it and try again.")
    last.undone_at, last.undone_by = by.at, by.account
    last.save(update_fields=["undone_at", "undone_by"])
    before = standing[1].on if len(standing) > 1 else found.joined_on
    _stand(found, Stage(last.from_stage), before, by)
    audit.record(Event.TRAINER_MOVE_UNDONE, by=by.account, subject=f"trainer:{trainer}", at=by.at)


@transaction.atomic
def hold_meeting(about: str, *, held_on: date, present: Collection[str], by: Viewer) -> str:
    """
    Note a faculty meeting and who was there; returns its id. Noted twice, it is one.

    :raises NotYours, BadMove, NoSuchTrainer:
    """
    access.check_leads(by)
    about = one_line(about)
    if not about or held_on > timezone.localdate(by.at):
        raise BadMove("Say what the meeting was about, and on which day. It cannot be to come.")
    if Trainer.objects.filter(pk__in=present).count() != len(set(present)):
        raise NoSuchTrainer("One of them is not on the list any more. Choose again.")
    same = FacultyMeeting.objects.filter(held_on=held_on, about=about[:200], agency=by.agency)
    if (noted := same.values_list("pk", flat=True).first()) is not None:
        return str(noted)
    meeting = FacultyMeeting.objects.create(
        agency=by.agency, held_on=held_on, about=about[:200], added_at=by.at, added_by=by.account
    )
    MeetingPresence.objects.bulk_create(
        MeetingPresence(meeting=meeting, trainer_id=each) for each in sorted(set(present))
    )
    audit.record(
        Event.FACULTY_MET,
        by=by.account,
        subject=f"meeting:{meeting.id}",
        at=by.at,
        facts={"people": len(set(present))},
    )
    return meeting.id


def _hold(trainer: str, by: Viewer) -> Trainer:
    access.check_leads(by)
    found = access.trainers(by).select_for_update().filter(pk=trainer).first()
    if found is None:
        raise NoSuchTrainer("There is no such trainer on the list.")
    return found


def _stand(trainer: Trainer, stage: Stage, on: date, by: Viewer) -> None:
    trainer.stage, trainer.moved_on = stage.value, on
    trainer.save(update_fields=["stage", "moved_on"])
    TrainerName.objects.filter(trainer=trainer).update(
        left_at=by.at if stage is Stage.LEFT else None
    )


def _check_account(account: str) -> None:
    if not account:
        return
    if not Account.objects.filter(pk=account, is_active=True).exists():
        raise AccountTaken("There is no such account.")
    if Trainer.objects.filter(account=account).exists():
        raise AccountTaken("This account is tied to another trainer already.")
