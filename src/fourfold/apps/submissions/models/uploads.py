"""A file on its way in: what has come of it, and what it was taken for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.submissions.models.calls import DataCall
from fourfold.apps.submissions.states import UploadState
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.models.agencies import CODE


class Upload(models.Model):
    """
    One file that is being brought. What is in it lies sealed on the disk, with a key of its own.

    size, arrived: bytes, said at the beginning and there now. once: the page's own key, so that a
    page sent twice begins once. sha256: of the whole file, "" before it is whole. answers: code of
    a doubt to its answer; no cell's value. row_count, errors, warnings: as it was kept, null
    before. until_at: when it goes if nothing is done. batch: what it became, or "".
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="uploads")
    organization = models.CharField(max_length=CODE)  # a respondent's code
    state = models.CharField(max_length=10, default=UploadState.ARRIVING.value)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    arrived = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")
    once = models.CharField(max_length=80)
    answers = models.JSONField(default=dict)
    row_count = models.PositiveBigIntegerField(null=True)
    errors = models.PositiveBigIntegerField(null=True)
    warnings = models.PositiveBigIntegerField(null=True)
    began_at = models.DateTimeField()
    began_by = models.CharField(max_length=80)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    batch = models.CharField(max_length=36, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "call", "organization", "state", "file_name", "size", "arrived", "sha256"),
            *("once", "answers", "row_count", "errors", "warnings", "began_at", "began_by"),
            *("until_at", "ended_at", "batch"),
        ),
        "internal",
    )
    RETENTION: ClassVar[Kept] = Kept("UPLOAD", since={"ENDED": "ended_at"}, swept=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["began_by", "once"], name="upload_begun_once"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in UploadState]),
                name="upload_state_known",
            ),
            models.CheckConstraint(
                condition=Q(arrived__lte=F("size")), name="upload_no_longer_than_said"
            ),
            models.CheckConstraint(
                condition=Q(state=UploadState.ARRIVING.value)
                | Q(state__in=["DROPPED", "EXPIRED"])
                | (Q(arrived=F("size")) & ~Q(sha256="")),
                name="upload_whole_has_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["ARRIVING", "WHOLE"])
                | (Q(ended_at__isnull=False) & ~Q(state__in=["ARRIVING", "WHOLE"])),
                name="upload_ended_when",
            ),
            models.CheckConstraint(
                condition=(Q(state=UploadState.KEPT.value) & ~Q(batch=""))
                | (~Q(state=UploadState.KEPT.value) & Q(batch="")),
                name="upload_kept_as_a_batch",
            ),
        )
        indexes = (models.Index(fields=["call", "organization"], name="upload_of_office"),)

    def __str__(self) -> str:
        return f"upload {self.id}"
