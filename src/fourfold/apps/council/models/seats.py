"""Who sits on the Council, for whom, from when until when; and what they declared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.security.ids import LENGTH, new_id

STANDS = ~Q(ended=Ending.MISTAKE.value)


class CouncilMember(models.Model):
    """
    A person who sits, or sat, on the Council; an official of the state, never a person served.

    account: theirs, "" if they have none. is_public: they agreed that the roster names them.
    name_key: the name without case and spaces, so that one person is not kept twice.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, unique=True)
    account = models.CharField(max_length=LENGTH, default="")
    is_public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "name", "name_key", "account", "is_public", "version", "made_at", "made_by"),
        "internal",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"], condition=~Q(account=""), name="council_member_account_once"
            ),
        )

    def __str__(self) -> str:
        return f"council member {self.id}"


class SeatTerm(models.Model):
    """
    A person's days on a seat. seat: its code in the pack. until_on: the last day, None if open.

    of: the holder's term that a designee stands in for, None for a holder. letter: what shows the
    appointment and where it is on file. ended: how it ended, "" if it did not, or runs its course.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    seat = models.CharField(max_length=40)
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="terms")
    of = models.ForeignKey("self", on_delete=models.PROTECT, related_name="designees", null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    letter = models.CharField(max_length=300, default="")
    ended = models.CharField(max_length=12, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("id", "seat", "from_on", "until_on", "ended"), "open"),
        **dict.fromkeys(("member", "of", "letter"), "internal"),
        **dict.fromkeys(("version", "once", "made_at", "made_by"), "internal"),
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended="") | Q(ended__in=[each.value for each in Ending]),
                name="seat_term_ending_known",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="seat_term_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["member", "from_on"], condition=STANDS, name="seat_term_member_day_once"
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=STANDS & Q(until_on=None),
                name="seat_term_member_open_once",
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=STANDS & Q(until_on=None, of=None),
                name="seat_term_holder_open_once",
            ),
            models.UniqueConstraint(
                fields=["of"],
                condition=STANDS & Q(until_on=None),
                name="seat_term_designee_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"term {self.id}"


class SeatChange(models.Model):
    """One change of a seat. told: what, with its value before and after, as texts."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    seat = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    told = models.JSONField()

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "seat", "at", "by", "why", "told"), "internal"
    )

    def __str__(self) -> str:
        return f"change {self.id}"


class DeclaredConflict(models.Model):
    """
    What may set a member's own interest against the Council's, as they declared it.

    ref: id or code of what it is about, "" for GENERAL. taken_back_at: when it was taken back; it
    stays in the history.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="conflicts")
    about = models.CharField(max_length=14)
    ref = models.CharField(max_length=80, default="", blank=True)
    matter = models.CharField(max_length=200)
    why = models.TextField(max_length=1000)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("id", "member", "about", "ref", "matter", "why", "from_on", "until_on"),
            *("taken_back_at", "version", "once", "made_at", "made_by"),
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(about=ConflictAbout.GENERAL.value, ref="")
                | (
                    Q(about__in=[each.value for each in ConflictAbout])
                    & ~Q(about=ConflictAbout.GENERAL.value)
                    & ~Q(ref="")
                ),
                name="declared_conflict_about_something",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="declared_conflict_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"conflict {self.id}"
