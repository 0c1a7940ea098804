"""What the outbox sends for training: invitations with their appointment, and certificates."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from fourfold.apps.training.actions import invitations
from fourfold.apps.training.queries import certificates
from fourfold.apps.training.queries import invitations as queries
from fourfold.apps.training.rules.certificates import code_in_groups
from fourfold.apps.training.rules.invitations import paper_words
from fourfold.reference import active_pack
from fourfold.security.models import MailState, Outgoing
from fourfold.security.outbox import Attached, Kind, Mail


def _invitation(row: Outgoing, at: datetime) -> Mail | None:
    root = row.site.rstrip("/")
    return queries.mail_of(
        row.about,
        leads=lambda survey: root + reverse("surveying:survey", args=[survey]),
        viewer=row.made_by,
        at=at,
    )


def _invitation_moved(row: Outgoing, at: datetime) -> None:
    invitations.note_mail(row.about, state=MailState(row.state), by=row.made_by, at=at)


def _paper(row: Outgoing, at: datetime) -> Mail | None:
    found = certificates.to_mail(row.about, viewer=row.made_by)
    if found is None:
        return None
    to, paper = found
    check_at = row.site.rstrip("/") + reverse("attending:verify")
    pdf = certificates.pdf_of([paper], check_at=check_at, viewer=row.made_by)
    subject, body = paper_words(
        title=paper.title,
        held_on=paper.held_on,
        code=code_in_groups(paper.code),
        check_at=check_at,
        sender=str(active_pack().settings["council"]["name"]),
    )
    return Mail(to, subject, body, (Attached("certificate.pdf", pdf, "application/pdf"),))


INVITATION = Kind(_invitation, _invitation_moved)
CERTIFICATE = Kind(_paper)
