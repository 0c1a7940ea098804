"""Bringing a file in parts, answering what is in doubt about it, and letting it go again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import DataCall, Upload
from fourfold.apps.submissions.rules.figures import SubmissionError, check_file_name
from fourfold.apps.submissions.states import UploadState
from fourfold.security import audit
from fourfold.security.custody import parcels
from fourfold.security.custody.parcels import PartDiffers as PartDiffers
from fourfold.security.custody.parcels import PartMissing as PartMissing
from fourfold.security.events import Event
from fourfold.security.ids import new_id

MOST_PART = 4 * 2**20
LEAST_PART = 64 * 2**10
"""A part is at least this long, unless the file ends with it: each is a file on the disk."""
STAYS = timedelta(days=14)
MOST_OPEN = 20
MEGABYTE = 2**20
ENDED = {
    UploadState.KEPT: "This file was kept already; it is a version of its own now.",
    UploadState.DROPPED: "This file was let go. Bring it anew.",
    UploadState.EXPIRED: "This file waited for 14 days and was destroyed. Bring it anew.",
}


class NoSuchUpload(SubmissionError):
    """This account sees no file on its way of this id."""


class NotYourOffice(SubmissionError):
    """This account does not answer for this office."""


class FileTooBig(SubmissionError):
    """The file is larger than a file may be, or than was said."""


class FileIsEmpty(SubmissionError):
    """There is not one byte in the file."""


class PartRefused(SubmissionError):
    """A part is too long or too short."""


class TooManyOpen(SubmissionError):
    """The office has too many files on their way."""


class UploadEnded(SubmissionError):
    """The file was kept, dropped or went by its age; nothing can be done with it any more."""


def begin(
    call: str,
    *,
    organization: str,
    file_name: str,
    size: int,
    once: str,
    by: Who,
    at: datetime,
) -> str:
    """
    Begin to bring a file; returns the upload's id, the same one where `once` was used before.

    call: its code. size: bytes, as the sender says. once: the page's own key.
    :raises NotYourOffice, BadFileName, FileTooBig, FileIsEmpty, TooManyOpen, NotKept:
    :raises NoSuchCall, CallClosed, NoGround: see `access`.
    """
    acting = access.who(by, at=at)
    if not access.may(Act.BRING, organization=organization, viewer=acting):
        raise NotYourOffice("You do not answer data calls for this office.")
    check_file_name(file_name)
    _check_size(size)
    name = access.name_of(acting)
    if before := Upload.objects.filter(began_by=name, once=once).first():
        return before.id
    upload = new_id()
    parcels.begin(upload)
    try:
        found = _row(call, organization, (upload, name, once), (file_name, size), at=at)
    except BaseException:
        parcels.shred(upload)
        raise
    if found != upload:
        parcels.shred(upload)
    return found


@transaction.atomic
def _row(
    call: str,
    organization: str,
    whose: tuple[str, str, str],
    file: tuple[str, int],
    *,
    at: datetime,
) -> str:
    """Note an upload down, unless its page was sent before; returns the id of the one there is."""
    upload, name, once = whose
    opened = access.call_that_takes(call)
    access.check_ground(opened.dataset, organizations=[organization])
    DataCall.objects.select_for_update().get(pk=opened.pk)
    _check_open(opened, organization)
    found, is_new = Upload.objects.get_or_create(
        began_by=name,
        once=once,
        defaults={
            "id": upload,
            "call": opened,
            "organization": organization,
            "file_name": file[0],
            "size": file[1],
            "began_at": at,
            "until_at": at + STAYS,
        },
    )
    if is_new:
        audit.record(
            Event.UPLOAD_BEGUN,
            by=name,
            subject=f"upload:{upload}",
            at=at,
            facts={"size": file[1], "call": call},
        )
    return found.id


def _check_size(size: int) -> None:
    if size <= 0:
        raise FileIsEmpty("The file is empty. Choose the file that holds the rows.")
    if size > settings.UPLOAD_MB * MEGABYTE:
        raise FileTooBig(
            f"The file has {size / MEGABYTE:,.0f} MB; at most {settings.UPLOAD_MB} MB are taken. "
            "Bring it in two files, each for its own part of the period."
        )


def _check_open(call: DataCall, organization: str) -> None:
    waiting = Upload.objects.filter(call=call, organization=organization, ended_at=None).count()
    if waiting >= MOST_OPEN:
        raise TooManyOpen(
            f"{waiting} files of this office are on their way for this call. Send them or let them "
            "go before you bring another."
        )


@transaction.atomic
def add_part(upload: str, *, start: int, content: bytes, by: Who, at: datetime) -> int:
    """
    Take one part of a file; returns how many bytes are here. The same part twice is fine.

    start: where it begins in the file, in bytes. content: at most 4 MB; at least 64 KB, unless the
    file ends with it.
    :raises PartMissing: if a part in front of it is not here; it says where to go on.
    :raises PartDiffers, PartRefused, FileTooBig, NoSuchUpload, UploadEnded, NotKept:
    """
    acting = access.who(by, at=at)
    found = _locked(upload, by=acting)
    end = start + len(content)
    if end > found.size:
        raise FileTooBig("More came than the file was said to have. Bring it anew.")
    if start < 0 or len(content) > MOST_PART or (len(content) < LEAST_PART and end < found.size):
        raise PartRefused(
            f"A part has {LEAST_PART // 1024} KB to {MOST_PART // MEGABYTE} MB; the last may be "
            f"shorter. This one has {len(content):,} bytes."
        )
    found.arrived = parcels.add(found.id, start=start, content=content, arrived=found.arrived)
    found.until_at = at + STAYS
    if found.state == UploadState.ARRIVING and found.arrived == found.size:
        found.state = UploadState.WHOLE.value
        found.sha256 = _digest(found)
        audit.record(
            Event.UPLOAD_WHOLE,
            by=access.name_of(acting),
            subject=f"upload:{found.id}",
            at=at,
            facts={"size": found.size, "sha256": found.sha256},
        )
    found.save(update_fields=["arrived", "until_at", "state", "sha256"])
    return found.arrived


def _digest(upload: Upload) -> str:
    made = hashlib.sha256()
    with parcels.open_parcel(upload.id, arrived=upload.arrived) as stream:
        while piece := stream.read(MEGABYTE):
            made.update(piece)
    return made.hexdigest()


@transaction.atomic
def answer(upload: str, *, answers: Mapping[str, str], by: Who, at: datetime) -> None:
    """
    Answer what is in doubt about a file; an answer given before is replaced.

    answers: code of a doubt, such as "dates" or "column:3", to the answer chosen.
    :raises NoSuchUpload, UploadEnded:
    """
    acting = access.who(by, at=at)
    found = _locked(upload, by=acting)
    found.answers = {**found.answers, **{str(code): str(said) for code, said in answers.items()}}
    found.row_count = found.errors = found.warnings = None
    found.until_at = at + STAYS
    found.save(update_fields=["answers", "row_count", "errors", "warnings", "until_at"])
    audit.record(
        Event.UPLOAD_ANSWERED,
        by=access.name_of(acting),
        subject=f"upload:{found.id}",
        at=at,
        facts={"answers": len(answers)},
    )


@transaction.atomic
def drop(upload: str, *, by: Who, at: datetime) -> None:
    """Let a file go that is not kept: it is destroyed. :raises NoSuchUpload, UploadEnded:"""
    acting = access.who(by, at=at)
    found = _locked(upload, by=acting)
    _destroy(found, UploadState.DROPPED, at=at)
    audit.record(
        Event.UPLOAD_DROPPED, by=access.name_of(acting), subject=f"upload:{found.id}", at=at
    )


@transaction.atomic
def take_marked(upload: str, *, form: str, by: Who, at: datetime) -> None:
    """Note that somebody took a file along with its problems marked. :raises NoSuchUpload:"""
    acting = access.who(by, at=at)
    found = _locked(upload, by=acting)
    audit.record(
        Event.UPLOAD_MARKED,
        by=access.name_of(acting),
        subject=f"upload:{found.id}",
        at=at,
        facts={"form": form},
    )


def expire(*, by: Who, at: datetime) -> int:
    """Destroy the files that nobody went on with in time; returns how many."""
    gone = 0
    waiting = Upload.objects.filter(ended_at=None, until_at__lte=at)
    for upload in list(waiting.values_list("id", flat=True)):
        with transaction.atomic():
            found = waiting.select_for_update().filter(id=upload).first()
            if found is None:
                continue
            _destroy(found, UploadState.EXPIRED, at=at)
            audit.record(
                Event.UPLOAD_EXPIRED, by=access.name_of(by), subject=f"upload:{upload}", at=at
            )
        gone += 1
    open_ones = set(Upload.objects.filter(ended_at=None).values_list("id", flat=True))
    parcels.sweep(wanted=open_ones.__contains__, at=at)
    return gone


def _destroy(upload: Upload, state: UploadState, *, at: datetime) -> None:
    upload.state, upload.ended_at = state.value, at
    upload.save(update_fields=["state", "ended_at"])
    transaction.on_commit(partial(parcels.shred, upload.id), robust=True)


def _locked(upload: str, *, by: Who) -> Upload:
    """Hold an upload until the transaction ends. :raises NoSuchUpload, UploadEnded:"""
    found = access.uploads_visible_to(by).select_for_update().filter(id=upload).first()
    if found is None:
        raise NoSuchUpload("There is no such file on its way.")
    if found.ended_at is not None:
        raise UploadEnded(ENDED[UploadState(found.state)])
    return found
