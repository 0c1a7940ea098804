"""Needs of a person, referrals to services, one-time links, and a provider's privileged notes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.models.cases import Case
from fourfold.apps.cases.models.parts import OWN, Owned
from fourfold.apps.cases.states.services import NeedState, ReferralState, Wish
from fourfold.security.ids import LENGTH
from fourfold.security.kept import KeptWith
from fourfold.security.keys import SealedText
from fourfold.security.models.agencies import CODE

WORDS = 20_000
"""Letters of what is typed about a need or a referral."""


class Need(Owned):
    """
    One thing a person wants or needs. kind: code of service_types.csv.

    wish: what the person says of it; words: in their own words. reason: why it is unmet, a code;
    why: in words. served_on: the first day of a service for it.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=60)
    wish = models.CharField(max_length=12, default=Wish.NOT_ASKED.value)
    state = models.CharField(max_length=12, default=NeedState.OPEN.value)
    reason = models.CharField(max_length=40, default="")
    asked_at = models.DateTimeField()
    noted_by = models.CharField(max_length=LENGTH)
    changed_at = models.DateTimeField()
    served_on = models.DateField(null=True)

    words = SealedText(max_length=WORDS, null=True)
    why = SealedText(max_length=WORDS, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "kind", "wish", "state", "reason", "asked_at"], "internal"),
        **dict.fromkeys(["noted_by", "changed_at", "served_on"], "internal"),
        **dict.fromkeys(["words", "why"], "personal"),
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["state", "kind"], name="need_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="UNMET") & Q(reason="") | Q(state="UNMET") & ~Q(reason=""),
                name="need_unmet_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(NeedState)), name="need_is_in_a_state"
            ),
        )

    def __str__(self) -> str:
        return f"need {self.id}"


class Referral(Owned):
    """
    Asking a service to take a person. kind: code of service_types.csv. need: the need's id, or "".

    to_agency: an organization. by_link: it has no account and answers by a one-time link.
    purpose: what a consent must be for. tells: facts are told, as far as a live consent goes;
    without, the service learns only that the person will call. relation: the id of the relation
    that lets the receiver see them. person_said, said_at: the person's own answer to this referral.
    answer_by_at, until_at: excluded. reason: code of the list of its state.
    message, health_note, sud_note: told to the service, by consent. reply: the service's own words.
    why: the worker's words when it was taken back. version: counts its changes.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    need = models.CharField(max_length=LENGTH, default="")
    kind = models.CharField(max_length=60)
    to_agency = models.CharField(max_length=CODE)
    by_link = models.BooleanField(default=False)
    purpose = models.CharField(max_length=40)
    tells = models.BooleanField(default=False)
    relation = models.CharField(max_length=LENGTH, default="")
    state = models.CharField(max_length=12, default=ReferralState.DRAFT.value)
    reason = models.CharField(max_length=40, default="")
    person_said = models.CharField(max_length=10, default="")
    said_at = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=LENGTH)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=LENGTH, default="")
    answer_by_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=LENGTH, default="")
    begins_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    message = SealedText(_("What the service should know"), max_length=WORDS, null=True)
    health_note = SealedText(_("Health"), max_length=WORDS, null=True)
    sud_note = SealedText(_("Drug or alcohol treatment"), max_length=WORDS, null=True)
    reply = SealedText(_("What the service said"), max_length=WORDS, null=True)
    why = SealedText(max_length=WORDS, null=True)

    TOLD_ALONE: ClassVar[tuple[str, ...]] = ("message", "health_note", "sud_note")
    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "need", "kind", "to_agency", "by_link", "purpose"], "internal"),
        **dict.fromkeys(["tells", "relation", "state", "reason", "person_said"], "internal"),
        **dict.fromkeys(["said_at", "drafted_at", "drafted_by", "sent_at", "sent_by"], "internal"),
        **dict.fromkeys(["answer_by_at", "until_at", "answered_at", "answered_by"], "internal"),
        **dict.fromkeys(["begins_on", "ended_at", "version"], "internal"),
        **dict.fromkeys(["message", "reply", "why"], "personal"),
        "health_note": "health",
        "sud_note": "sud",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (
            models.Index(fields=["to_agency", "state", "sent_at"], name="referral_to_agency"),
            models.Index(fields=["state", "answer_by_at"], name="referral_by_answer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=sorted(ReferralState)), name="referral_is_in_a_state"
            ),
            models.CheckConstraint(
                condition=~Q(to_agency="") & ~Q(to_agency=F("agency")) & ~Q(purpose=""),
                name="referral_goes_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "REVOKED"], sent_at=None, sent_by="")
                | Q(sent_at__isnull=False, until_at__isnull=False, said_at__isnull=False)
                & ~Q(state="DRAFT")
                & ~Q(sent_by="")
                & ~Q(person_said=""),
                name="referral_sent_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["WAITLISTED", "DECLINED", "DONE", "REVOKED"]) & ~Q(reason="")
                | Q(state__in=["DRAFT", "SENT", "ACCEPTED"], reason=""),
                name="referral_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DECLINED", "DONE", "REVOKED"], ended_at__isnull=False)
                | Q(state__in=["DRAFT", "SENT", "WAITLISTED", "ACCEPTED"], ended_at=None),
                name="referral_end_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"referral {self.id}"


class ReferralLink(Owned):
    """
    A one-time link for a service without an account, with a code told by telephone.

    token_digest, code_digest: keyed digests; neither link nor code is kept. tries: wrong codes.
    opened_at: when the code was right; pass_digest: what the page then shown may answer with,
    until pass_until_at. told_to: whom the worker gave the code to.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    referral = models.CharField(max_length=LENGTH)
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=LENGTH)
    until_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    pass_digest = models.CharField(max_length=64, default="")
    pass_until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, default="")

    told_to = SealedText(max_length=160, null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "referral", "token_digest", "code_digest", "made_at"], "internal"),
        **dict.fromkeys(["made_by", "until_at", "tries", "opened_at", "pass_digest"], "internal"),
        **dict.fromkeys(["pass_until_at", "ended_at", "ended_how"], "internal"),
        "told_to": "personal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_at=None), name="referral_has_one_link"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="referral_link_end_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"link {self.id}"


class ProviderNote(Owned):
    """
    What a person told a provider in confidence. Opens for the account that wrote it, nobody else.

    holder: that account. referral: the id of the referral by which they serve the person.
    """

    PART_OF: ClassVar[str] = "case_id"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="provider_notes")
    referral = models.CharField(max_length=LENGTH, default="")
    holder = models.CharField(max_length=LENGTH)
    written_at = models.DateTimeField()

    words = SealedText(max_length=200_000, null=True, holder="holder")

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **OWN,
        **dict.fromkeys(["case", "referral", "holder", "written_at"], "internal"),
        "words": "privileged",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith(parent="case", person="person")

    class Meta:
        indexes = (models.Index(fields=["holder", "case"], name="provider_note_of_holder"),)

    def __str__(self) -> str:
        return f"note {self.id}"
