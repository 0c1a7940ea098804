"""Reading files on their way: how far they are, what they were taken for, what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Batch, Upload
from fourfold.apps.submissions.queries.reading import Reading, UploadReading
from fourfold.apps.submissions.rules.heads import whole_rows
from fourfold.apps.submissions.rules.results import for_the_office
from fourfold.apps.submissions.states import STANDING, BatchState, UploadState
from fourfold.security.custody import parcels

LOOKS_AT = 2 * 2**20
"""Bytes of a file that are looked at while the rest arrives: about ten thousand rows."""
FEW = 20
XLSX, CSV = "xlsx", "csv"
MOST_SHEET_ROWS = 20_000
"""A marked workbook is made in memory while one waits; a CSV file streams, without a limit."""
MOST_MARKED = 10_000
"""Places of a group that are marked."""


class TooLarge(ValueError):
    """A workbook of so many rows is not made while one waits."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same file, sent before: the batch it is, its version, where that stands, and when."""

    batch: str
    version: int
    state: BatchState
    at: datetime


@dataclass(frozen=True, slots=True)
class UploadCard:
    """
    A file on its way.

    call, dataset: code and contract of the call. size, arrived: bytes. row_count, errors,
    warnings: as it was kept, None before. earlier: the same file where the office sent it
    before and it still stands, else None. batch: what it became, or "".
    """

    id: str
    call: str
    dataset: str
    organization: str
    state: UploadState
    file_name: str
    size: int
    arrived: int
    sha256: str
    answers: Mapping[str, str]
    row_count: int | None
    errors: int | None
    warnings: int | None
    began_at: datetime
    began_by: str
    until_at: datetime
    batch: str
    earlier: Earlier | None


def upload_of(upload: str, *, viewer: Who) -> UploadCard | None:
    """Return a file on its way, or None if this viewer sees none of this id."""
    found = access.uploads_visible_to(viewer).select_related("call").filter(id=upload).first()
    return _card(found) if found else None


def open_uploads(call: str, *, organization: str, viewer: Who) -> list[UploadCard]:
    """Return an office's files on their way for a call, the newest first."""
    found = (
        access.uploads_visible_to(viewer)
        .filter(call__code=call, organization=organization, ended_at=None)
        .select_related("call")
        .order_by("-began_at", "id")
    )
    return [_card(each) for each in found]


def _card(upload: Upload) -> UploadCard:
    return UploadCard(
        id=upload.id,
        call=upload.call.code,
        dataset=upload.call.dataset,
        organization=upload.organization,
        state=UploadState(upload.state),
        file_name=upload.file_name,
        size=upload.size,
        arrived=upload.arrived,
        sha256=upload.sha256,
        answers=dict(upload.answers),
        row_count=upload.row_count,
        errors=upload.errors,
        warnings=upload.warnings,
        began_at=upload.began_at,
        began_by=upload.began_by,
        until_at=upload.until_at,
        batch=upload.batch,
        earlier=_earlier(upload),
    )


def _earlier(upload: Upload) -> Earlier | None:
    if not upload.sha256:
        return None
    same = (
        Batch.objects.filter(call=upload.call, organization=upload.organization)
        .filter(sha256=upload.sha256, state__in=[each.value for each in STANDING])
        .defer("content")
        .first()
    )
    if same is None or str(same.id) == upload.batch:
        return None
    return Earlier(str(same.id), same.version, BatchState(same.state), same.received_at)


# ------------------------------------------------------------------ what is in it
def recognition(upload: str, *, viewer: Who, on: date | None = None) -> Recognition | None:
    """
    Return what a whole file was taken for, with what is in doubt; None: none this viewer sees.

    A file that is still on its way is looked at by `first_look`. on: today, for who has no clock.
    """
    found = _whole(upload, viewer)
    if found is None:
        return None
    with UploadReading(found, today=on or _today(viewer)) as reading:
        return reading.recognition


def checked(upload: str, *, viewer: Who, on: date | None = None) -> Checked | None:
    """
    Return every problem of a whole file; None: none this viewer sees.

    The first look checks it; the outcome is then kept sealed beside it. While something is in
    doubt that must be answered first, the outcome is those doubts. on: as in `recognition`.
    """
    found = _whole(upload, viewer)
    if found is None:
        return None
    with UploadReading(found, today=on or _today(viewer)) as reading:
        return reading.check()


@dataclass(frozen=True, slots=True)
class FirstLook:
    """
    What can be said of a file while it arrives.

    recognition: what it is taken for, None while that needs the whole file (a workbook). checked:
    the problems of the rows that are here, None while something is in doubt. seen: bytes that were
    looked at.
    """

    recognition: Recognition | None
    checked: Checked | None
    seen: int


def first_look(upload: str, *, viewer: Who) -> FirstLook | None:
    """Look at the head of a file while the rest arrives; None: none this viewer sees."""
    found = access.uploads_visible_to(viewer).select_related("call").filter(id=upload).first()
    if found is None or not found.arrived or found.ended_at is not None:
        return None
    with parcels.open_parcel(found.id, arrived=found.arrived) as stream:
        head = whole_rows(stream.read(LOOKS_AT), is_all=found.arrived == found.size <= LOOKS_AT)
    if not head:
        return FirstLook(None, None, 0)
    with Reading(
        source_of_bytes(found.file_name, head),
        call=found.call,
        organization=found.organization,
        answers=found.answers,
        today=_today(viewer),
    ) as reading:
        taken_for = reading.recognition
        checks = reading.check(most_examples=FEW) if taken_for.can_be_read else None
        return FirstLook(taken_for, checks, len(head))


def marked(
    upload: str, *, form: str = XLSX, viewer: Who, on: date | None = None
) -> Iterator[bytes] | None:
    """
    Return a copy of a whole file with its problems marked in it, piece by piece.

    form: xlsx or csv. None: no file this viewer sees, or one that cannot be read yet. No piece of
    it lies on the disk in clear. on: as in `recognition`.
    :raises TooLarge: a workbook of over 20,000 rows.
    """
    from fourfold.analysis.check.files.marked import marked_csv, marked_xlsx  # noqa: PLC0415

    found = _whole(upload, viewer)
    if found is None:
        return None
    with ExitStack() as stack:
        reading = stack.enter_context(UploadReading(found, today=on or _today(viewer)))
        if not reading.recognition.can_be_read:
            return None
        checks = for_the_office(reading.check(most_examples=MOST_MARKED))
        if checks.rows is None:
            return None
        if form == CSV:
            return _until_the_end(marked_csv(reading.plain, checks), stack.pop_all())
        if checks.rows > MOST_SHEET_ROWS:
            raise TooLarge(
                f"The file has {checks.rows:,} rows, and a marked spreadsheet holds "
                f"{MOST_SHEET_ROWS:,}. Take the marked CSV file; a spreadsheet program opens it."
            )
        return iter((marked_xlsx(reading.plain, checks),))


def _until_the_end(pieces: Iterator[bytes], stack: ExitStack) -> Iterator[bytes]:
    """Yield the pieces, and then let go what they were read from."""
    with stack:
        yield from pieces


def _whole(upload: str, viewer: Who) -> Upload | None:
    found = access.uploads_visible_to(viewer).select_related("call")
    return found.filter(id=upload, state=UploadState.WHOLE.value).first()


def _today(viewer: Who) -> date | None:
    return None if isinstance(viewer, str) else timezone.localdate(viewer.at)
