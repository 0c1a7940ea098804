"""Certificates of attendance: what was learned on which day, and a code that anybody can check."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.training.models.attendance import Attendance
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE


class Certificate(models.Model):
    """
    One certificate. It holds no name: that is the line's, and goes by its own period.

    code: random, printed on the paper; with the holder's name it says whether the paper is true.
    course, title, held_on, minutes, credit, credit_hours: as they were when it was issued.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="certificate"
    )
    code = models.CharField(max_length=LENGTH, unique=True, default=new_id)
    course = models.CharField(max_length=CODE)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    credit = models.CharField(max_length=10, default="", blank=True)
    credit_hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=LENGTH)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=LENGTH, default="")
    revoked_why = models.CharField(max_length=400, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "attendance", "code", "course", "title", "held_on", "minutes", "credit"),
            *("credit_hours", "issued_at", "issued_by", "revoked_at", "revoked_by", "revoked_why"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="", revoked_why="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoked_why="")),
                name="certificate_revoked_who_when_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"certificate {self.id}"
