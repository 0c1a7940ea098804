"""Who the Council consulted, on what, what they said, and what changed because of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.apps.council.states.reports import FourP
from fourfold.security.ids import LENGTH, new_id


class Consultation(models.Model):
    """
    One consultation. No person served is ever named: survivors are a category only.

    organization: its code in the pack, for ORGANIZATION. who: a group's name, for GROUP. about,
    changed_what: "KIND:ref" of a recommendation, law, finding or action, "" for none. study: id of
    a survey or of a study with focus groups, "" for none; study_title: as it was called then.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    asked = models.CharField(max_length=12)
    organization = models.CharField(max_length=40, default="", blank=True)
    who = models.CharField(max_length=200, default="", blank=True)
    four_p = models.CharField(max_length=20)
    topic = models.CharField(max_length=200)
    about = models.CharField(max_length=120, default="", blank=True)
    on = models.DateField()
    way = models.CharField(max_length=12)
    said = models.TextField(max_length=3000, default="", blank=True)
    document = models.CharField(max_length=300, default="", blank=True)
    study = models.CharField(max_length=LENGTH, default="", blank=True)
    study_title = models.CharField(max_length=200, default="", blank=True)
    changed = models.TextField(max_length=1000, default="", blank=True)
    changed_what = models.CharField(max_length=120, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "asked", "organization", "who", "four_p", "topic"), "internal"),
        **dict.fromkeys(("about", "on", "way", "said", "document", "study"), "internal"),
        **dict.fromkeys(("study_title", "changed", "changed_what"), "internal"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in Way])
                & Q(four_p__in=[each.value for each in FourP]),
                name="consultation_words_known",
            ),
            models.CheckConstraint(
                condition=(Q(asked=Asked.ORGANIZATION.value, who="") & ~Q(organization=""))
                | (Q(asked=Asked.GROUP.value, organization="") & ~Q(who=""))
                | Q(asked=Asked.SURVIVORS.value, organization="", who=""),
                name="consultation_says_whom_and_no_survivor",
            ),
        )

    def __str__(self) -> str:
        return f"consultation {self.id}"


class ConsultationChange(models.Model):
    """One change of a consultation. told: each column with its value before and after."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    told = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "consultation", "at", "by", "told"), "internal"
    )

    def __str__(self) -> str:
        return f"change {self.id}"
