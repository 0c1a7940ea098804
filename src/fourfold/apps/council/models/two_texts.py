"""What any room keeps where several people write blocks: each step, and texts side by side."""

from __future__ import annotations

from django.db import models


class Step(models.Model):
    """One step of writing, with what the block was before: so it can be taken back."""

    nth = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    before = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    undone = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Rival(models.Model):
    """A text that somebody wrote while another saved the same block: kept until one is chosen."""

    told = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, default="")

    class Meta:
        abstract = True
