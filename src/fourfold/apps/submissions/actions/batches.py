"""Sending, accepting and withdrawing batches."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.actions.keeping import AlreadyReceived as AlreadyReceived
from fourfold.apps.submissions.actions.keeping import AnswerHasProblems as AnswerHasProblems
from fourfold.apps.submissions.actions.keeping import keep as keep
from fourfold.apps.submissions.actions.keeping import keep_answers as keep_answers
from fourfold.apps.submissions.actions.keeping import keep_file as keep_file
from fourfold.apps.submissions.models import Batch, DataCall
from fourfold.apps.submissions.rules.calls import CallClosed as CallClosed
from fourfold.apps.submissions.rules.calls import NoSuchCall as NoSuchCall
from fourfold.apps.submissions.rules.calls import check_reason
from fourfold.apps.submissions.rules.figures import FileHasProblems as FileHasProblems
from fourfold.apps.submissions.rules.figures import (
    SubmissionError as SubmissionError,  # callers catch it here, the front door
)
from fourfold.apps.submissions.states import BatchState, check_move
from fourfold.security import audit
from fourfold.security.events import Event


class NoSuchBatch(SubmissionError):
    """This account sees no batch of this id."""


class SentByYou(SubmissionError):
    """Two people stand behind accepted figures: who sent them and who accepted them."""


class NewerAccepted(SubmissionError):
    """A later version is accepted, so this one would put old figures back."""


def _locked_call(code: str) -> DataCall:
    """Hold a call until the transaction ends: its batches change one at a time."""
    return DataCall.objects.select_for_update().get(code=code)


@transaction.atomic
def send(batch: str, *, by: Who, at: datetime) -> None:
    """Hand a received batch to the council; from now on the agency cannot change it."""
    acting = access.who(by, at=at)
    found = _move(batch, BatchState.SENT, act=Act.SEND, by=acting)
    found.sent_at, found.sent_by = at, access.name_of(acting)
    found.save(update_fields=["state", "sent_at", "sent_by"])
    audit.record(Event.BATCH_SENT, by=found.sent_by, subject=f"batch:{batch}", at=at)


@transaction.atomic
def accept(batch: str, *, by: Who, at: datetime) -> None:
    """
    Accept a batch for the council; an earlier accepted version is superseded, never erased.

    From then on these figures are locked: only a later version, sent and accepted, takes their
    place.
    :raises SentByYou: whoever sent a batch does not accept it.
    :raises NewerAccepted: when a later version is accepted already.
    """
    acting = access.who(by, at=at)
    found = _move(batch, BatchState.ACCEPTED, act=Act.ACCEPT, by=acting)
    name = access.name_of(acting)
    if found.sent_by == name:
        raise SentByYou("You sent this batch yourself. Somebody else accepts it.")
    standing = Batch.objects.defer("content").filter(
        call=found.call, organization=found.organization, state=BatchState.ACCEPTED.value
    )
    replaced = []
    for other in standing:
        if other.version > found.version:
            raise NewerAccepted(
                f"Version {other.version} is accepted already; version {found.version} is older. "
                "Withdraw it, or ask for its figures as a new version."
            )
        check_move(BatchState(other.state), BatchState.SUPERSEDED)
        other.state = BatchState.SUPERSEDED.value
        other.save(update_fields=["state"])
        replaced.append(f"batch:{other.id}")
    found.accepted_at, found.accepted_by = at, name
    found.save(update_fields=["state", "accepted_at", "accepted_by"])
    audit.record_all(Event.BATCH_SUPERSEDED, by=name, subjects=replaced, at=at)
    audit.record(Event.BATCH_ACCEPTED, by=name, subject=f"batch:{batch}", at=at)


@transaction.atomic
def give_back(batch: str, *, why: str, by: Who, at: datetime) -> None:
    """
    Return a sent batch to its agency, which answers with a new version.

    why: what the agency should mend. :raises NoReason: if nothing is said.
    """
    acting = access.who(by, at=at)
    reason = check_reason(why)
    found = _move(batch, BatchState.RETURNED, act=Act.GIVE_BACK, by=acting)
    found.returned_at, found.returned_by = at, access.name_of(acting)
    found.returned_why = reason
    found.save(update_fields=["state", "returned_at", "returned_by", "returned_why"])
    audit.record(Event.BATCH_RETURNED, by=found.returned_by, subject=f"batch:{batch}", at=at)


@transaction.atomic
def withdraw(batch: str, *, by: Who, at: datetime) -> None:
    """Withdraw a batch that is not accepted yet; it stays on record as withdrawn."""
    acting = access.who(by, at=at)
    found = _move(batch, BatchState.WITHDRAWN, act=Act.WITHDRAW, by=acting)
    found.withdrawn_at, found.withdrawn_by = at, access.name_of(acting)
    found.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    audit.record(Event.BATCH_WITHDRAWN, by=found.withdrawn_by, subject=f"batch:{batch}", at=at)


def _move(batch: str, then: BatchState, *, act: Act, by: Who) -> Batch:
    """Lock a batch and its call, check the move, and set the state on the object (not saved)."""
    try:
        call = access.visible_to(by).values_list("call__code", flat=True).get(id=batch)
        _locked_call(call)
        found = access.visible_to(by).defer("content").get(id=batch)
    except (Batch.DoesNotExist, ValidationError):  # of Django: the id is not one of ours
        raise NoSuchBatch(f"There is no batch {batch}.") from None
    was_sent = found.sent_at is not None
    if not access.may(act, organization=found.organization, viewer=by, sent=was_sent):
        raise NoSuchBatch(f"There is no batch {batch}.")
    check_move(BatchState(found.state), then)
    found.state = then.value
    return found
