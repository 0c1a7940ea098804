"""Consents, disclosures, and the tasks that follow. Rows are added, never written over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.security.consent_codes import (
    CLASSES_OF,
    MOST_TIME,
    WITH_GUARDIAN,
    Assent,
    Giver,
    How,
    Kind,
)
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.keys import SealedText
from fourfold.security.models.spans import A_MOMENT, DaysBetween


class Consent(models.Model):
    """
    One yes: by whom, to give what of whose record to whom, for what, from when until when.

    person: the opaque id of whose record it is. from_agency holds the record, to_agency may be
    told (organizations of the pack); to_role narrows that to one role there, blank is any.
    given_at <= recorded_at <= from_at < until_at (end excluded), at most 180 days after given_at.
    alone_law: the row of minor_consent.csv by which a youth may say yes alone.
    renews: the id of the consent this one follows. What it covers is in ConsentScope.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    person = models.CharField(max_length=LENGTH)
    from_agency = models.CharField(max_length=60)
    to_agency = models.CharField(max_length=60)
    to_role = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    given_by = models.CharField(max_length=20)
    alone_law = models.CharField(max_length=40, blank=True)
    assent = models.CharField(max_length=10)
    guardian_accused = models.BooleanField(default=False)
    guardian_name = SealedText(max_length=120, null=True)
    how = models.CharField(max_length=20)
    witnessed = models.BooleanField(default=False)
    witness_name = SealedText(max_length=120, null=True)
    language = models.CharField(max_length=12)
    interpreter = models.BooleanField(default=False)
    told_services_stay = models.BooleanField()
    renews = models.CharField(max_length=LENGTH, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=80, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_how = models.CharField(max_length=20, blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "person": "internal",
        "from_agency": "internal",
        "to_agency": "internal",
        "to_role": "internal",
        "kind": "internal",
        "purpose": "internal",
        "given_at": "internal",
        "from_at": "internal",
        "until_at": "internal",
        "given_by": "internal",
        "alone_law": "internal",
        "assent": "internal",
        "guardian_accused": "internal",
        "guardian_name": "personal",
        "how": "internal",
        "witnessed": "internal",
        "witness_name": "personal",
        "language": "internal",
        "interpreter": "internal",
        "told_services_stay": "internal",
        "renews": "internal",
        "recorded_by": "internal",
        "recorded_at": "internal",
        "revoked_by": "internal",
        "revoked_at": "internal",
        "revoked_how": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("CONSENT", since={"ENDED": "until_at"}, person="person")

    class Meta:
        indexes = (
            models.Index(fields=["person", "to_agency", "until_at"], name="consent_of_person"),
            models.Index(fields=["to_agency", "until_at"], name="consent_to_agency"),
            models.Index(fields=["from_agency", "until_at"], name="consent_from_agency"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("given_at"))
                & Q(from_at__gte=F("recorded_at"))
                & Q(until_at__gt=F("from_at")),
                name="consent_times_in_order",
            ),
            models.CheckConstraint(
                condition=models.lookups.LessThanOrEqual(
                    DaysBetween(F("given_at"), F("until_at")), MOST_TIME.days + A_MOMENT
                ),
                name="consent_at_most_180_days",
            ),
            models.CheckConstraint(
                condition=Q(guardian_accused=False) | ~Q(given_by__in=sorted(WITH_GUARDIAN)),
                name="consent_not_by_accused_guardian",
            ),
            models.CheckConstraint(
                condition=Q(given_by__in=sorted(Giver)), name="consent_says_who_gave_it"
            ),
            models.CheckConstraint(
                condition=Q(assent=Assent.GIVEN)
                | Q(assent=Assent.NOT_ABLE, given_by=Giver.GUARDIAN),
                name="consent_not_over_a_no",
            ),
            models.CheckConstraint(
                condition=(Q(given_by=Giver.YOUTH_ALONE) & ~Q(alone_law=""))
                | (~Q(given_by=Giver.YOUTH_ALONE) & Q(alone_law="")),
                name="consent_alone_names_the_law",
            ),
            models.CheckConstraint(
                condition=Q(how__in=(How.SIGNED_PAPER, How.SIGNED_SCREEN))
                | Q(how=How.SPOKEN_WITNESSED, witnessed=True, kind=Kind.GENERAL),
                name="consent_spoken_has_a_witness",
            ),
            models.CheckConstraint(
                condition=Q(told_services_stay=True), name="consent_is_no_condition_of_service"
            ),
            models.CheckConstraint(condition=Q(kind__in=sorted(Kind)), name="consent_has_a_kind"),
            models.CheckConstraint(
                condition=~Q(person="")
                & ~Q(purpose="")
                & ~Q(to_agency="")
                & ~Q(from_agency="")
                & ~Q(recorded_by="")
                & ~Q(to_agency=F("from_agency")),
                name="consent_names_who_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="", revoked_how="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoked_how="")),
                name="consent_end_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.id}"


class ConsentScope(models.Model):
    """One thing a consent covers: a field class, or one named field of it ("person.phone")."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="scopes")
    field_class = models.CharField(max_length=20)
    field = models.CharField(max_length=80, blank=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "consent": "internal",
        "field_class": "internal",
        "field": "internal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith("consent")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["consent", "field_class", "field"], name="consent_covers_a_thing_once"
            ),
            models.CheckConstraint(
                condition=Q(field_class__in=sorted(frozenset().union(*CLASSES_OF.values()))),
                name="consent_covers_what_it_can",
            ),
        )

    def __str__(self) -> str:
        return f"{self.consent_id} covers {self.field_class} {self.field}".rstrip()


class Disclosure(models.Model):
    """
    Facts of one person's record that left the agency that holds it: the accounting.

    what: codes "class" or "class:field", sorted, joined by spaces. Its ground is either `consent`
    (an id) or `exception` (a row of disclosure_exceptions.csv), never both, never none.
    to_agency: blank where an exception's recipient is no organization of the pack; told_name then
    says who was told.
    notice: version of the notice shown with substance use facts. ordered: where a paper orders
    the release, what it names, as `what`; reviewed_by: who else read it first.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    person = models.CharField(max_length=LENGTH)
    from_agency = models.CharField(max_length=60)
    to_agency = models.CharField(max_length=60, blank=True)
    told_name = SealedText(max_length=160, null=True)
    what = models.CharField(max_length=2000)
    purpose = models.CharField(max_length=40)
    consent = models.CharField(max_length=LENGTH, blank=True)
    exception = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=12)
    has_sud = models.BooleanField(default=False)
    notice = models.CharField(max_length=40, blank=True)
    by_order = models.BooleanField(default=False)
    ordered = models.CharField(max_length=2000, blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "person": "internal",
        "from_agency": "internal",
        "to_agency": "internal",
        "told_name": "personal",
        "what": "internal",
        "purpose": "internal",
        "consent": "internal",
        "exception": "internal",
        "form": "internal",
        "has_sud": "internal",
        "notice": "internal",
        "by_order": "internal",
        "ordered": "internal",
        "reviewed_by": "internal",
        "by": "internal",
        "at": "internal",
    }
    RETENTION: ClassVar[Kept] = Kept("DISCLOSURE", since={"MADE": "at"}, person="person")

    class Meta:
        indexes = (models.Index(fields=["person", "at"], name="disclosure_of_person"),)
        constraints = (
            models.CheckConstraint(
                condition=(~Q(consent="") & Q(exception="")) | (Q(consent="") & ~Q(exception="")),
                name="disclosure_has_one_ground",
            ),
            models.CheckConstraint(
                condition=Q(exception="", by_order=False) & ~Q(to_agency="") | ~Q(exception=""),
                name="disclosure_by_consent_names_whom",
            ),
            models.CheckConstraint(
                condition=Q(has_sud=False) | ~Q(notice=""), name="disclosure_of_sud_has_notice"
            ),
            models.CheckConstraint(
                condition=Q(by_order=False)
                | (~Q(ordered="") & ~Q(reviewed_by="") & ~Q(reviewed_by=F("by"))),
                name="disclosure_by_order_was_read",
            ),
            models.CheckConstraint(
                condition=~Q(person="")
                & ~Q(what="")
                & ~Q(by="")
                & ~Q(purpose="")
                & ~Q(form="")
                & ~Q(from_agency=""),
                name="disclosure_says_what_and_who",
            ),
        )

    def __str__(self) -> str:
        return f"disclosure {self.id}"


class ReleaseTask(models.Model):
    """What a disclosure without consent leaves to do: try to tell the person, protect them."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    done_by = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        "id": "internal",
        "disclosure": "internal",
        "kind": "internal",
        "due_at": "internal",
        "outcome": "internal",
        "done_by": "internal",
        "done_at": "internal",
    }
    RETENTION: ClassVar[KeptWith] = KeptWith("disclosure")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["disclosure", "kind"], name="release_task_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by="", outcome="")
                | (Q(done_at__isnull=False) & ~Q(done_by="") & ~Q(outcome="")),
                name="release_task_end_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} after {self.disclosure_id}"
