"""
Whom a wave asks: its list of organizations, how a sample was drawn, and the mails to it.

No row leads from an organization to its answer, nor back: what an organization's link does is to
set its state to ANSWERED, without a day, in the transaction that keeps the answer.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.surveys.models.marks import internal, mark_of
from fourfold.apps.surveys.models.studies import Wave
from fourfold.apps.surveys.rules.invitations import InvitedState, Mailing
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split
from fourfold.security.ids import LENGTH, new_id
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.models.agencies import CODE


class Draw(models.Model):
    """
    How a wave's organizations were drawn, so that anybody can draw them again.

    split, allocation, seed, size: "" and None where all are asked.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="draw")
    how = models.CharField(max_length=10)
    split = models.CharField(max_length=10, default="")
    allocation = models.CharField(max_length=15, default="")
    seed = models.CharField(max_length=40, default="")
    size = models.PositiveIntegerField(null=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "how", "split", "allocation", "seed", "size", "drawn_at", "drawn_by")
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    how=Drawing.ALL.value, split="", allocation="", seed="", size__isnull=True
                )
                | Q(
                    how=Drawing.SAMPLE.value,
                    split__in=[each.value for each in Split],
                    allocation__in=[each.value for each in Allocation],
                    size__isnull=False,
                )
                & ~Q(seed=""),
                name="draw_can_be_done_again",
            ),
        )

    def __str__(self) -> str:
        return f"draw {self.id}"


class Invited(models.Model):
    """
    One organization on a wave's list, drawn or not.

    folded: its name without case and signs, which stands once. told_sector, told_region: what
    stands beside an answer that comes by its link; "" unless the wave carries them.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="invited")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=400)
    sector = models.CharField(max_length=60)
    region = models.CharField(max_length=CODE, default="")
    mail = models.EmailField(default="")
    state = models.CharField(max_length=15, default=InvitedState.LISTED.value)
    told_sector = models.CharField(max_length=60, default="")
    told_region = models.CharField(max_length=CODE, default="")
    listed_at = models.DateTimeField()
    listed_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "wave", "name", "folded", "sector", "region", "mail", "state"),
        *("told_sector", "told_region", "listed_at", "listed_by"),
    )
    RETENTION: ClassVar[Kept] = Kept("SURVEY_FRAME", since={"MADE": "listed_at"})

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["wave", "folded"], name="invited_name_once"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in InvitedState]),
                name="invited_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(folded="") & ~Q(sector=""), name="invited_name_and_sector"
            ),
        )

    def __str__(self) -> str:
        return f"invited {self.id}"


class SurveyMail(models.Model):
    """
    One mail to one organization; the outbox keeps where it stands. site: root of its link.

    An organization gets one invitation, and at most one reminder a day.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    invited = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="mails")
    mailing = models.CharField(max_length=12)
    made_on = models.DateField()
    site = models.CharField(max_length=200)
    made_by = models.CharField(max_length=80)

    FIELD_CLASSES: ClassVar[dict[str, str]] = internal(
        *("id", "invited", "mailing", "made_on", "site", "made_by")
    )
    RETENTION: ClassVar[KeptWith] = KeptWith("invited")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["invited"],
                condition=Q(mailing=Mailing.INVITATION.value),
                name="survey_mail_one_invitation",
            ),
            models.UniqueConstraint(
                fields=["invited", "mailing", "made_on"], name="survey_mail_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(mailing__in=[each.value for each in Mailing]),
                name="survey_mail_mailing_known",
            ),
        )

    def __str__(self) -> str:
        return f"survey mail {self.id}"


def invitation_key(invited: str) -> str:
    """Return the key of an organization's link: its id and a mark that only we can make."""
    return f"{invited}{mark_of('invitation', invited)}".lower()


def invited_id(key: str) -> str:
    """Return whose key this is, "" if we did not make it."""
    plain = "".join(each for each in key.lower()[:80] if each.isalnum())
    found = plain[:LENGTH].upper()
    return found if compare_digest(invitation_key(found).encode(), plain.encode()) else ""
