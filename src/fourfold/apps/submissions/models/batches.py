"""What agencies sent in answer to a call."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from fourfold.apps.submissions.models.calls import DataCall
from fourfold.apps.submissions.states import STANDING, BatchState
from fourfold.security.models.agencies import CODE


class Batch(models.Model):
    """
    One file of one organization for one call. Never changed once received: a correction is a new
    version.

    sha256, size: of the file as it came; size in bytes, 0 where it was not noted. contract,
    contract_version: what it was checked against. stored: the digest that names its rows in the
    store, "" for the old way (`content` and its rows). warnings: rule code to how many places.
    totals: field to the sum of its counts, as text, and "rows": what later files are compared with.
    note: what the office says about it. returned_why: what the Council asks to be mended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="batches")
    organization = models.CharField(max_length=CODE)  # a respondent's code
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=BatchState.RECEIVED.value)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=b"")
    size = models.PositiveBigIntegerField(default=0)
    row_count = models.PositiveIntegerField()
    contract = models.CharField(max_length=40, default="")
    contract_version = models.PositiveSmallIntegerField(default=1)
    stored = models.CharField(max_length=64, default="", db_index=True)
    warnings = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    note = models.TextField(max_length=2000, default="", blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=80, default="")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=80, default="")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=80, default="")
    returned_why = models.TextField(max_length=2000, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "call": "internal",
        "organization": "open",
        "version": "open",
        "state": "internal",
        "file_name": "internal",
        "sha256": "open",
        "content": "internal",
        "size": "internal",
        "row_count": "open",
        "contract": "open",
        "contract_version": "open",
        "stored": "internal",
        "warnings": "internal",
        "totals": "internal",
        "note": "internal",
        "received_at": "internal",
        "received_by": "internal",
        "sent_at": "internal",
        "sent_by": "internal",
        "accepted_at": "internal",
        "accepted_by": "internal",
        "returned_at": "internal",
        "returned_by": "internal",
        "returned_why": "internal",
        "withdrawn_at": "internal",
        "withdrawn_by": "internal",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["call", "organization", "version"], name="batch_version_once"
            ),
            models.UniqueConstraint(
                fields=["call", "organization", "sha256"],
                condition=models.Q(state__in=[each.value for each in STANDING]),
                name="batch_file_once",
            ),
            models.UniqueConstraint(
                fields=["call", "organization"],
                condition=models.Q(state=BatchState.ACCEPTED.value),
                name="batch_one_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None, sent_by="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(sent_by="")),
                name="batch_sent_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by="")
                | (models.Q(accepted_at__isnull=False) & ~models.Q(accepted_by="")),
                name="batch_accepted_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at=None, returned_by="", returned_why="")
                | (models.Q(returned_at__isnull=False) & ~models.Q(returned_by="")),
                name="batch_returned_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="batch_withdrawn_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Batch {self.organization} {self.call_id} v{self.version}"


class BatchRow(models.Model):
    """One line of a batch, as text. `line` is its line in the file."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    cells = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "batch": "internal",
        "line": "internal",
        "cells": "internal",
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "line"], name="batch_line_once"),)

    def __str__(self) -> str:
        return f"line {self.line}"
