"""Issuing certificates to those who were there, and revoking one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from fourfold.apps.training import access
from fourfold.apps.training.models import Certificate
from fourfold.apps.training.rules.certificates import (
    AlreadyRevoked,
    NoReason,
    NoSuchCertificate,
    check_ended,
)
from fourfold.apps.training.rules.courses import course_of
from fourfold.apps.training.rules.sessions import SessionIsOff
from fourfold.apps.training.states import Stands
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


@transaction.atomic
def issue(session: str, *, by: Viewer) -> int:
    """
    Issue certificates to all who were confirmed and have none; returns how many are new.

    A second time it issues only what is missing. A line whose name went gets none.
    :raises NoSuchSession, SessionIsOff, TooEarly:
    """
    found = access.hold(session, viewer=by)
    if found.off_at is not None:
        raise SessionIsOff("This session was called off. Nobody gets a certificate for it.")
    check_ended(found.ends_at, now=by.at)
    course = course_of(found.course)
    lines = found.attendance.filter(
        stands=Stands.CONFIRMED.value, certificate=None, who__isnull=False
    )
    made = Certificate.objects.bulk_create(
        Certificate(
            attendance=line,
            course=found.course,
            title=course.title,
            held_on=timezone.localdate(found.starts_at),
            minutes=(found.ends_at - found.starts_at).seconds // 60,
            credit=found.credit,
            credit_hours=found.credit_hours,
            issued_at=by.at,
            issued_by=by.account,
        )
        for line in lines
    )
    audit.record(
        Event.CERTIFICATES_ISSUED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"people": len(made)},
    )
    return len(made)


@transaction.atomic
def revoke(certificate: str, *, why: str, by: Viewer) -> str:
    """
    Revoke a certificate for good; returns its session. It can still be checked, and says so.

    :raises NotYours, NoSuchCertificate, AlreadyRevoked, NoReason:
    """
    access.check_leads(by)
    found = access.certificates(by).select_for_update(of=("self",)).filter(pk=certificate).first()
    if found is None:
        raise NoSuchCertificate("There is no such certificate.")
    if found.revoked_at is not None:
        raise AlreadyRevoked(f"It was revoked on {found.revoked_at:%B %-d, %Y} already.")
    if not why.strip():
        raise NoReason("Say why the certificate is revoked.")
    found.revoked_at, found.revoked_by, found.revoked_why = by.at, by.account, why.strip()
    found.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    audit.record(
        Event.CERTIFICATE_REVOKED, by=by.account, subject=f"certificate:{certificate}", at=by.at
    )
    return found.attendance.session_id
