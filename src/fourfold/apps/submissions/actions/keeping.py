"""
Keeping what passed: checked again, written to the store, and then noted in one transaction.

Until the transaction is kept nothing counts: a file in the store that no batch names is swept away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Match, Recognition
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.actions.uploads import (
    ENDED,
    NoSuchUpload,
    NotYourOffice,
    UploadEnded,
)
from fourfold.apps.submissions.models import Batch, DataCall, Upload
from fourfold.apps.submissions.models import Mapping as Heading
from fourfold.apps.submissions.queries.reading import AnswersReading, Reading, UploadReading
from fourfold.apps.submissions.rules import results
from fourfold.apps.submissions.rules.figures import (
    MOST_ROWS,
    PUBLISHED,
    Expected,
    SubmissionError,
    as_printed,
    check_file_name,
    check_published,
    fingerprint,
)
from fourfold.apps.submissions.rules.grounds import points_to_people
from fourfold.apps.submissions.rules.store import StoreTrouble
from fourfold.apps.submissions.states import STANDING, BatchState, UploadState
from fourfold.reference import Pack
from fourfold.reference.contracts import Severity
from fourfold.security import audit
from fourfold.security.custody import parcels
from fourfold.security.events import Event
from fourfold.security.ids import new_id
from fourfold.security.keys import key_for
from fourfold.security.scratch import Scratch

PURPOSE = "submissions"
"""What the key is for that encodes who a row is about: the same for every dataset and office."""
REMEMBER = "remember"
"""The answer that says whether headings are remembered; "no": for this file only."""
MOST_NOTE = 2000
MOST_HEADING = 200


class AlreadyReceived(SubmissionError):
    """The very same file came for this call before. `batch` is its id."""

    def __init__(self, message: str, batch: str) -> None:
        super().__init__(message)
        self.batch = batch


class NotWhole(SubmissionError):
    """Not every byte of the file is here."""


class NoteTooLong(SubmissionError):
    """What the office says about its answer is too long."""


class ChangedMeanwhile(SubmissionError):
    """Somebody answered a question about the file while it was being kept."""


class AnswerHasProblems(SubmissionError):
    """What was brought breaks its contract, or is in doubt; nothing was kept. See `checked`."""

    def __init__(self, checked: Checked) -> None:
        first = checked.groups[0]
        lead = "1 problem" if checked.errors == 1 else f"{checked.errors:,} problems; the first"
        row = first.examples[0].row if first.examples else 0
        at = f", row {row}" if row else ""
        super().__init__(f"{lead}{at}: {first.why} {first.fix}")
        self.checked = checked


@dataclass(frozen=True, slots=True)
class _Made:
    """What was checked and lies in the store. sha256, size: of the file as it came."""

    file_name: str
    sha256: str
    size: int
    stored: str
    row_count: int
    contract: str
    contract_version: int
    warnings: dict[str, int]
    totals: dict[str, str]


def keep(upload: str, *, note: str = "", by: Who, at: datetime) -> str:
    """
    Keep a whole file as a batch, after checking it again; returns the batch's id.

    All or nothing. Once it is kept the file itself is destroyed; asked again, the same batch is
    returned. note: what the office says about it.
    :raises NoSuchUpload, UploadEnded, NotWhole, AlreadyReceived, AnswerHasProblems, NoteTooLong:
    :raises NoSuchCall, CallClosed, NoGround, ChangedMeanwhile, StoreTrouble, NotKept:
    """
    acting = access.who(by, at=at)
    found = access.uploads_visible_to(acting).select_related("call").filter(id=upload).first()
    if found is None:
        raise NoSuchUpload("There is no such file on its way.")
    if found.batch:
        return found.batch
    if found.ended_at is not None:
        raise UploadEnded(ENDED[UploadState(found.state)])
    if found.state != UploadState.WHOLE:
        raise NotWhole("The file is not here to its end. Go on bringing it.")
    _check_note(note)
    call = access.call_that_takes(found.call.code)
    _refuse_if_known(found.sha256, found.file_name, call=call, organization=found.organization)
    try:
        with UploadReading(found, today=timezone.localdate(at)) as reading:
            made = _made(reading, sha256=found.sha256, place=parcels.path_of(found.id))
            recognition = reading.recognition
    except Exception as problem:
        now = Upload.objects.get(id=found.id)
        if now.batch:
            return now.batch  # somebody else kept it, and destroyed it, while it was read here
        if now.ended_at is not None:
            raise UploadEnded(ENDED[UploadState(now.state)]) from problem
        raise
    with transaction.atomic():
        call = _locked_call(found.call.code)
        held = Upload.objects.select_for_update().get(id=found.id)
        if held.batch:
            return held.batch
        if held.ended_at is not None:
            raise UploadEnded(ENDED[UploadState(held.state)])
        if held.answers != found.answers:
            raise ChangedMeanwhile("Somebody answered a question about this file just now.")
        batch = _note_down(made, call, found.organization, note=note, by=acting, at=at)
        _remember(recognition, found, dataset=made.contract, by=acting, at=at)
        held.state, held.ended_at, held.batch = UploadState.KEPT.value, at, str(batch.id)
        held.row_count, held.errors, held.warnings = made.row_count, 0, sum(made.warnings.values())
        held.save(update_fields=["state", "ended_at", "batch", "row_count", "errors", "warnings"])
        transaction.on_commit(partial(parcels.shred, held.id), robust=True)
        _record(batch, by=acting, at=at)
    return str(batch.id)


def keep_answers(
    call: str,
    *,
    organization: str,
    rows: Sequence[Mapping[str, str]],
    note: str = "",
    by: Who,
    at: datetime,
) -> str:
    """
    Keep a form's answers as a batch, the way a file is kept; returns the batch's id.

    rows: field of the contract to what was typed; "" is blank. The same answers again, while they
    wait to be sent, are the same batch.
    :raises NotYourOffice, NoAnswers, UnknownField, AlreadyReceived, AnswerHasProblems:
    :raises NoteTooLong, NoSuchCall, CallClosed, StoreTrouble, NotKept:
    """
    acting = access.who(by, at=at)
    if not access.may(Act.BRING, organization=organization, viewer=acting):
        raise NotYourOffice("You do not answer data calls for this office.")
    _check_note(note)
    opened = access.call_that_takes(call)
    today = timezone.localdate(at)
    with AnswersReading(rows, call=opened, organization=organization, today=today) as reading:
        with reading.source.open() as stream:
            sha256 = fingerprint(stream.read())
        if waits := _waiting(opened, organization, sha256):
            return waits
        name = reading.source.name
        _refuse_if_known(sha256, name, call=opened, organization=organization)
        made = _made_aside(reading, sha256=sha256)
    with transaction.atomic():
        opened = _locked_call(call)
        if waits := _waiting(opened, organization, sha256):
            return waits
        batch = _note_down(made, opened, organization, note=note, by=acting, at=at)
        _record(batch, by=acting, at=at)
    return str(batch.id)


def keep_file(
    call: str,
    *,
    organization: str,
    file_name: str,
    content: bytes,
    pack: Pack,
    by: Who,
    at: datetime,
) -> str:
    """
    Keep a file whose bytes are all here, the way a file brought in parts is kept.

    Returns the batch's id. A file in doubt is refused: nobody is asked. pack: whose contract and
    words it is checked against.
    :raises NotYourOffice, BadFileName, AlreadyReceived, AnswerHasProblems, FileHasProblems:
    :raises NoSuchCall, CallClosed, StoreTrouble, NotKept:
    """
    acting = access.who(by, at=at)
    if not access.may(Act.BRING, organization=organization, viewer=acting):
        raise NotYourOffice("You do not answer data calls for this office.")
    check_file_name(file_name)
    sha256 = fingerprint(content)
    for known in DataCall.objects.filter(code=call):  # told of a closed call too
        _refuse_if_known(sha256, file_name, call=known, organization=organization)
    opened = access.call_that_takes(call)
    source = source_of_bytes(file_name, content)
    today = timezone.localdate(at)
    with Reading(
        source, call=opened, organization=organization, answers={}, today=today, pack=pack
    ) as reading:
        made = _made_aside(reading, sha256=sha256)
    with transaction.atomic():
        opened = _locked_call(call)
        batch = _note_down(made, opened, organization, note="", by=acting, at=at)
        _record(batch, by=acting, at=at)
    return str(batch.id)


# ------------------------------------------------------------------ before the transaction
def _made_aside(reading: Reading, *, sha256: str) -> _Made:
    """Do as `_made` does, in a folder of its own."""
    parcel = new_id()
    parcels.begin(parcel)
    try:
        return _made(reading, sha256=sha256, place=parcels.path_of(parcel))
    finally:
        parcels.shred(parcel)


def _check_note(note: str) -> None:
    if len(note) > MOST_NOTE:
        raise NoteTooLong(f"The note has {len(note):,} letters; at most {MOST_NOTE:,}.")


def _made(reading: Reading, *, sha256: str, place: Path) -> _Made:
    """
    Check what was brought and write it to the store, before anybody is made to wait.

    place: a folder that goes when the work is done.
    """
    from fourfold.analysis.check.files.keeping import Encoder, read_rows, write_typed  # noqa: PLC0415
    from fourfold.analysis.check.files.rules import totals_of  # noqa: PLC0415

    checked = Reading.check(reading)
    if not checked.can_be_sent:
        raise AnswerHasProblems(checked)
    contract = reading.contract
    target = Scratch(place)
    try:
        rows = write_typed(reading.plain, contract, target, encode=Encoder(key_for(PURPOSE)))
        made = target.source(reading.source.name)
        if contract.name == PUBLISHED:
            read = read_rows(made, count=MOST_ROWS + 1)
            check_published({row["row"]: as_printed(row) for row in read}, _expected(reading))
        stored = access.the_store().put(made, seal=points_to_people(contract))
    finally:
        target.close()
    totals = totals_of(reading.plain, contract)
    told = results.for_the_office(checked) if isinstance(reading, AnswersReading) else checked
    return _Made(
        file_name=reading.source.name,
        sha256=sha256,
        size=reading.source.size,
        stored=stored,
        row_count=rows,
        contract=contract.name,
        contract_version=contract.version,
        warnings=results.counts(told.groups, Severity.WARNING),
        totals={name: str(total) for name, total in totals.items()},
    )


def _expected(reading: Reading) -> Expected:
    return Expected(
        call=str(reading.call.year),
        organization=reading.organization,
        indicators=frozenset(row["code"] for row in reading.pack.rows("indicators")),
    )


def _refuse_if_known(sha256: str, file_name: str, *, call: DataCall, organization: str) -> None:
    same = _standing(call, organization, sha256)
    if same is not None:
        raise AlreadyReceived(
            f"{file_name} came before, as version {same.version} on {same.received_at:%Y-%m-%d}. "
            "Nothing has to be sent twice.",
            str(same.id),
        )


def _standing(call: DataCall, organization: str, sha256: str) -> Batch | None:
    return (
        Batch.objects.filter(call=call, organization=organization, sha256=sha256)
        .filter(state__in=[each.value for each in STANDING])
        .defer("content")
        .first()
    )


def _waiting(call: DataCall, organization: str, sha256: str) -> str:
    same = _standing(call, organization, sha256)
    return str(same.id) if same and same.state == BatchState.RECEIVED else ""


# ------------------------------------------------------------------ inside the transaction
def _locked_call(code: str) -> DataCall:
    """Hold a call until the transaction ends. :raises CallClosed: if it was closed meanwhile."""
    DataCall.objects.select_for_update().get(code=code)
    return access.call_that_takes(code)


def _note_down(
    made: _Made, call: DataCall, organization: str, *, note: str, by: Who, at: datetime
) -> Batch:
    _refuse_if_known(made.sha256, made.file_name, call=call, organization=organization)
    access.check_ground(call.dataset, organizations=[organization])  # it may have ended meanwhile
    if not access.the_store().has(made.stored):
        raise StoreTrouble("The store lost the file just now. Nothing was kept; send it again.")
    return Batch.objects.create(
        call=call,
        organization=organization,
        version=call.batches.filter(organization=organization).count() + 1,
        file_name=made.file_name,
        sha256=made.sha256,
        size=made.size,
        row_count=made.row_count,
        contract=made.contract,
        contract_version=made.contract_version,
        stored=made.stored,
        warnings=made.warnings,
        totals=made.totals,
        note=note.strip(),
        received_at=at,
        received_by=access.name_of(by),
    )


def _remember(
    recognition: Recognition, upload: Upload, *, dataset: str, by: Who, at: datetime
) -> None:
    """Remember for this office what a person said a heading means, unless they said not to."""
    from fourfold.analysis.check.files.bringing import fold  # noqa: PLC0415

    if upload.answers.get(REMEMBER) == "no":
        return
    for column in recognition.columns:
        heading = fold(column.heading)
        if column.match is Match.ANSWERED and 0 < len(heading) <= MOST_HEADING:
            Heading.objects.update_or_create(
                organization=upload.organization,
                dataset=dataset,
                heading=heading,
                defaults={
                    "field": column.field,
                    "said_at": at,
                    "said_by": access.name_of(by),
                },
            )


def _record(batch: Batch, *, by: Who, at: datetime) -> None:
    audit.record(
        Event.BATCH_RECEIVED,
        by=access.name_of(by),
        subject=f"batch:{batch.id}",
        at=at,
        facts={"rows": batch.row_count, "sha256": batch.sha256, "stored": batch.stored},
    )
