"""Forms that were done, so that a double click or a resent page does nothing twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.security.kept import Kept


class Once(models.Model):
    """One form. id: the account and the form's own key. leads_to: what it made, by kind and id."""

    id = models.CharField(primary_key=True, max_length=80)
    leads_to = models.CharField(max_length=80)
    at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(("id", "leads_to", "at"), "internal")
    RETENTION: ClassVar[Kept] = Kept("FORM_ONCE", since={"MADE": "at"}, swept=True)

    def __str__(self) -> str:
        return f"form {self.id}"
