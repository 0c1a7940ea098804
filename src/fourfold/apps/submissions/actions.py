"""Opening calls; receiving, sending, accepting and withdrawing batches."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import Batch, BatchRow, DataCall
from fourfold.apps.submissions.rules import (
    Expected,
    Problem,
    check_rows,
    fingerprint,
    open_csv,
)
from fourfold.apps.submissions.states import BatchState, check_move
from fourfold.security import audit
from fourfold.security.events import Event


class SubmissionError(ValueError):
    """Why a submission step was refused."""


class CallAlreadyOpen(SubmissionError):
    """A call of this code is open."""


class NoSuchCall(SubmissionError):
    """No call of this code is open."""


class NoSuchBatch(SubmissionError):
    """This account sees no batch of this id."""


class AlreadyReceived(SubmissionError):
    """The very same file came for this call before. `batch` is its id."""

    def __init__(self, message: str, batch: str) -> None:
        super().__init__(message)
        self.batch = batch


class FileHasProblems(SubmissionError):
    """The file breaks its contract; nothing was kept. `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        at = f"line {first.line}" + (f", {first.column}" if first.column else "")
        super().__init__(f"{len(problems)} problems; the first, {at}: {first.why} {first.fix}")
        self.problems = problems


@transaction.atomic
def open_call(code: str, *, dataset: str, year: int, by: str, at: datetime) -> None:
    """Open a data call. :raises CallAlreadyOpen: when the code is taken."""
    if DataCall.objects.filter(code=code).exists():
        raise CallAlreadyOpen(f"The call {code} is open already.")
    DataCall.objects.create(code=code, dataset=dataset, year=year, opened_at=at)
    audit.record(Event.CALL_OPENED, by=by, subject=f"call:{code}", at=at)


@transaction.atomic
def receive(
    content: bytes,
    *,
    file_name: str,
    call: str,
    organization: str,
    indicators: frozenset[str],
    by: str,
    at: datetime,
) -> str:
    """
    Keep one file of figures with its rows, after checking it against the contract.

    Returns the batch's id. All or nothing: a file with problems leaves no trace but its error.
    :raises NoSuchCall, AlreadyReceived, FileHasProblems, FileTooLarge:
    """
    try:
        opened_call = DataCall.objects.select_for_update().get(code=call)
    except DataCall.DoesNotExist:
        raise NoSuchCall(f"No call {call!r} is open. Open it first.") from None
    digest = fingerprint(content)
    earlier = Batch.objects.filter(call=opened_call, organization=organization)
    if same := earlier.filter(sha256=digest).first():
        raise AlreadyReceived(f"{file_name} came before, as version {same.version}.", str(same.id))
    opened = open_csv(content)
    expected = Expected(call=call, organization=organization, indicators=indicators)
    problems = opened.problems + tuple(check_rows(opened.rows, expected))
    if problems:
        raise FileHasProblems(problems)
    batch = Batch.objects.create(
        call=opened_call,
        organization=organization,
        version=earlier.count() + 1,
        file_name=file_name,
        sha256=digest,
        content=content,
        row_count=len(opened.rows),
        received_at=at,
        received_by=by,
    )
    BatchRow.objects.bulk_create(
        BatchRow(batch=batch, line=line, cells=row) for line, row in enumerate(opened.rows, start=2)
    )
    audit.record(
        Event.BATCH_RECEIVED,
        by=by,
        subject=f"batch:{batch.id}",
        at=at,
        facts={"rows": batch.row_count, "sha256": digest},
    )
    return str(batch.id)


@transaction.atomic
def send(batch: str, *, by: str, at: datetime) -> None:
    """Hand a received batch to the council; from now on the agency cannot change it."""
    found = _move(batch, BatchState.SENT, by=by)
    found.sent_at, found.sent_by = at, by
    found.save(update_fields=["state", "sent_at", "sent_by"])
    audit.record(Event.BATCH_SENT, by=by, subject=f"batch:{batch}", at=at)


@transaction.atomic
def accept(batch: str, *, by: str, at: datetime) -> None:
    """Accept a batch for the council; an earlier accepted version is superseded, never erased."""
    found = _move(batch, BatchState.ACCEPTED, by=by)
    for older in Batch.objects.select_for_update().filter(
        call=found.call, organization=found.organization, state=BatchState.ACCEPTED.value
    ):
        check_move(BatchState(older.state), BatchState.SUPERSEDED)
        older.state = BatchState.SUPERSEDED.value
        older.save(update_fields=["state"])
    found.accepted_at, found.accepted_by = at, by
    found.save(update_fields=["state", "accepted_at", "accepted_by"])
    audit.record(Event.BATCH_ACCEPTED, by=by, subject=f"batch:{batch}", at=at)


@transaction.atomic
def give_back(batch: str, *, by: str, at: datetime) -> None:
    """Return a sent batch to its agency, which answers with a new version."""
    found = _move(batch, BatchState.RETURNED, by=by)
    found.save(update_fields=["state"])
    audit.record(Event.BATCH_RETURNED, by=by, subject=f"batch:{batch}", at=at)


@transaction.atomic
def withdraw(batch: str, *, by: str, at: datetime) -> None:
    """Withdraw a batch that is not accepted yet; it stays on record as withdrawn."""
    found = _move(batch, BatchState.WITHDRAWN, by=by)
    found.save(update_fields=["state"])
    audit.record(Event.BATCH_WITHDRAWN, by=by, subject=f"batch:{batch}", at=at)


def _move(batch: str, then: BatchState, *, by: str) -> Batch:
    """Lock a batch, check the move, and set the state on the object (not yet saved)."""
    try:
        found = access.visible_to(by).select_for_update().defer("content").get(id=batch)
    except Batch.DoesNotExist:
        raise NoSuchBatch(f"There is no batch {batch}.") from None
    check_move(BatchState(found.state), then)
    found.state = then.value
    return found
