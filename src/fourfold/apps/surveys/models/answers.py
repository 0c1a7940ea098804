"""What people typed and sent. No row says who, from where, or at what time of the day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import MARK, internal
from fourfold.apps.surveys.models.occasions import Occasion
from fourfold.apps.surveys.models.studies import Wave
from fourfold.apps.surveys.states import Way
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept
from fourfold.security.keys import SealedJSON
from fourfold.security.models.agencies import CODE


class SurveyDraft(models.Model):
    """
    What somebody is typing. mark: keyed, of the key that their page carries; it is kept nowhere.

    told: by question, sealed as the wave's answers are. seal: the id of those keys. pair: the mark
    of a self-made code, "" for none. begun_on: the day.
    occasion: the event whose address was opened, None for none.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="drafts")
    mark = models.CharField(max_length=MARK, unique=True)
    seal = models.CharField(max_length=LENGTH)
    told = SealedJSON(person="seal")
    page = models.PositiveSmallIntegerField(default=0)
    pair = models.CharField(max_length=MARK, default="")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, related_name="drafts"
    )
    begun_on = models.DateField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "mark", "seal", "told", "page", "pair", "occasion", "begun_on")
    )
    RETENTION: ClassVar[Kept] = Kept("SURVEY_DRAFT", since={"MADE": "begun_on"}, swept=True)

    def __str__(self) -> str:
        return f"survey draft {self.id}"


class Response(models.Model):
    """
    One answer to one wave. Nothing in it says who gave it, where, or at what time of the day.

    answers: by question, sealed; "" was asked and left blank, and what is not there was not asked.
    seal: the id of the wave's keys (decision 0026), shredded with the last answer that they seal.
    mark: of its draft, so that an answer sent again counts once. pair: the mark of a self-made
    code, "" for none. language: as it was read, "" if the form does not say. occasion: the event
    it belongs to, such as a training session; None for none. sector, region: of the organization
    that answered, as coarse as `rules.strata` makes them; "" unless its wave carries them, and
    where they could say who it was.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    mark = models.CharField(max_length=MARK)
    seal = models.CharField(max_length=LENGTH)
    answers = SealedJSON(person="seal")
    language = models.CharField(max_length=3, default="")
    way = models.CharField(max_length=10)
    pair = models.CharField(max_length=MARK, default="")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, related_name="responses"
    )
    sector = models.CharField(max_length=60, default="")
    region = models.CharField(max_length=CODE, default="")
    taken_on = models.DateField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **internal(*("id", "wave", "mark", "language", "way", "pair", "occasion")),
        **internal(*("sector", "region", "taken_on")),
        **dict.fromkeys(("seal", "answers"), "personal"),  # free text can name somebody
    }
    RETENTION: ClassVar[Kept] = Kept("SURVEY_ANSWER", since={"MADE": "taken_on"}, person="seal")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["wave", "mark"], name="survey_answer_counts_once"),
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in Way]), name="survey_answer_way_known"
            ),
        )

    def __str__(self) -> str:
        return f"survey answer {self.id}"
