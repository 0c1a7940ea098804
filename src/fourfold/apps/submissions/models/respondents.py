"""The offices that answer data calls: agencies, police, state's attorneys, providers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fourfold.apps.submissions.models.changing import Changing
from fourfold.apps.submissions.states import RespondentKind
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.models.agencies import CODE


class Respondent(Changing):
    """
    One office that may be asked. Not every office has people who sign in here.

    code: the pack's code of the organization where it has one; no two offices share one. town,
    district: codes of the pack, "" if the office serves the state. mail: the office's own mailbox,
    where calls and reminders go; "" means by letter. agency: the agency (security) whose stewards
    answer for it, "" if none signs in. An office that is closed is set inactive, never deleted.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    code = models.CharField(max_length=CODE, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    town = models.CharField(max_length=CODE, default="", blank=True)
    district = models.CharField(max_length=CODE, default="", blank=True)
    mail = models.EmailField(default="", blank=True)
    agency = models.CharField(max_length=CODE, default="", blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "code": "open",
        "name": "open",
        "kind": "open",
        "town": "open",
        "district": "open",
        "mail": "internal",
        "agency": "internal",
        "is_active": "internal",
        "added_at": "internal",
        "added_by": "internal",
        **Changing.CHANGING_CLASSES,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=[each.value for each in RespondentKind]),
                name="respondent_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="respondent_has_a_name"),
        )

    def __str__(self) -> str:
        return f"Respondent {self.code}"
