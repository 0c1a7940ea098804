"""Links by which an office without an account answers one call."""

from __future__ import annotations

import hmac
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.apps.submissions.models.calls import Asked, DataCall
from fourfold.apps.submissions.models.respondents import Respondent
from fourfold.apps.submissions.rules.links import works_until
from fourfold.apps.submissions.states import LinkEnd
from fourfold.security import keys
from fourfold.security.ids import LENGTH, new_id


class AnswerLink(models.Model):
    """
    One way in for one office to one call. The secret itself is kept nowhere.

    digest: keyed, of the secret. How long it works is not kept but worked out (`rules.links`), so
    that a later day granted to the office holds for its link too. used_at: when it was used last,
    to the day.
    """

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    call = models.ForeignKey(DataCall, on_delete=models.PROTECT, related_name="links")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="")
    ended_how = models.CharField(max_length=10, default="")

    FIELD_CLASSES: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id",
            "call",
            "respondent",
            "digest",
            "made_at",
            "made_by",
            "used_at",
            "ended_at",
            "ended_by",
            "ended_how",
        ),
        "internal",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["call", "respondent"],
                condition=Q(ended_at=None),
                name="answer_link_one_that_works",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="", ended_how="")
                | (
                    Q(ended_at__isnull=False, ended_how__in=[each.value for each in LinkEnd])
                    & ~Q(ended_by="")
                ),
                name="answer_link_ended_who_when_and_how",
            ),
        )

    def __str__(self) -> str:
        return f"answer link {self.id}"

    def last_day(self) -> date | None:
        """Return the last day on which it works; None: as long as its call is open."""
        own = Asked.objects.filter(call=self.call_id, respondent=self.respondent_id)
        granted = own.values_list("due_on", flat=True).first()
        return works_until(granted or self.call.due_on)


def digest_of_key(token: str) -> str:
    """Return the keyed digest of a link's secret; capitals, blanks and dashes do not matter."""
    plain = "".join(each for each in token.lower() if each.isalnum())
    made = hmac.digest(keys.ring().token, f"answer link\0{plain}".encode(), "sha256")
    return made.hex()


def digest_of_mailbox(mailbox: str) -> str:
    """Return the keyed digest of a mailbox; capitals and blanks around it do not matter."""
    plain = mailbox.strip().lower()
    return hmac.digest(keys.ring().token, f"mailbox\0{plain}".encode(), "sha256").hex()
