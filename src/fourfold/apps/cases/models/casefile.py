"""What hangs on a case besides the response itself: follow-ups, transfers, facts from elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedJSON, SealedText
from fourfold.security.models.agencies import CODE


class FollowUp(Owned):
    """
    A day on which somebody looks after the person again. result: blank until then.

    note: what was found, in words.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=20)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=LENGTH)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=LENGTH, default="")
    result = models.CharField(max_length=20, default="")
    note = SealedText(max_length=20_000, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "kind", "due_on", "made_at", "made_by"], "internal"),
        **dict.fromkeys(["done_at", "done_by", "result"], "internal"),
        "note": "personal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["case", "due_on"], name="follow_up_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at=None, result="", done_by="")
                | Q(done_at__isnull=False) & ~Q(result="") & ~Q(done_by=""),
                name="follow_up_done_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"follow-up {self.id}"


class Transfer(Owned):
    """
    A case given to another agency or state: what was told, to whom, and by which disclosures.

    things: kinds of facts, as a disclosure names them. to_agency: a code, or blank where to_name
    says whom. exception: the row of the pack's list, blank where consents carry it.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH)
    to_agency = models.CharField(max_length=CODE, default="")
    to_name = SealedText(max_length=300, null=True)
    things = models.JSONField(default=list)
    purpose = models.CharField(max_length=40)
    exception = models.CharField(max_length=60, default="")
    disclosures = models.JSONField(default=list)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "at", "by", "to_agency", "things", "purpose"], "internal"),
        **dict.fromkeys(["exception", "disclosures"], "internal"),
        "to_name": "personal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["case", "at"], name="transfer_of_case"),)

    def __str__(self) -> str:
        return f"transfer {self.id}"


class Imported(Owned):
    """
    A case file that came from elsewhere, whole, so that nothing in it is lost.

    standard: such as "HTCDS 2.0". facts: field to value, as they came.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="imported")
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH)
    standard = models.CharField(max_length=20)
    facts = SealedJSON(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "at", "by", "standard"], "internal"),
        "facts": "exploiter",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["case", "at"], name="imported_of_case"),)

    def __str__(self) -> str:
        return f"{self.standard} of {self.case_id}"
