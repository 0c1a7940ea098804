"""Certificates for those who hand them out, and for anybody who checks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from fourfold.apps.training import access
from fourfold.apps.training.models import AttendeeName, Certificate
from fourfold.apps.training.rules.certificates import Verified, code_in_groups, code_of
from fourfold.documents import certificates as documents
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import CannotOpen, opened
from fourfold.security.keys.index import normalize


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One certificate, with its holder's name."""

    id: str
    line: str
    session: str
    code: str
    name: str
    title: str
    held_on: date
    minutes: int
    credit: str
    credit_hours: Decimal | None
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str


def of_session(session: str, *, viewer: Viewer) -> list[CertificateLine]:
    """Return the certificates of a session whose holder's name is kept, by name."""
    found = _lines(access.certificates(viewer).filter(attendance__session=session))
    return sorted(found, key=lambda each: each.name.casefold())


def certificate(number: str, *, viewer: Viewer) -> CertificateLine | None:
    """Return one certificate; None: there is none, or its name went."""
    found = _lines(access.certificates(viewer).filter(pk=number))
    return found[0] if found else None


def to_mail(number: str, *, viewer: str) -> tuple[str, CertificateLine] | None:
    """
    Return a valid certificate and its holder's address; None: revoked, or no address is kept.

    viewer: the house, which mails it to its holder.
    """
    found = _lines(Certificate.objects.filter(pk=number, revoked_at=None))
    who = AttendeeName.objects.filter(attendance__certificate=number).first()
    if not found or who is None or not viewer:
        return None
    with opened() as held:
        held.learn([who.whose])
        mail = who.mail
    return (mail, found[0]) if mail else None


def pdf_of(found: Sequence[CertificateLine], *, check_at: str, viewer: Viewer | str) -> bytes:
    """Return certificates as one PDF. check_at: where anybody checks one. viewer: who asked."""
    return documents.render(
        [
            documents.Certificate(
                name=each.name,
                course=each.title,
                held_on=each.held_on,
                minutes=each.minutes,
                credit=each.credit,
                credit_hours=each.credit_hours,
                issued_on=timezone.localdate(each.issued_at),
                code=code_in_groups(each.code),
            )
            for each in found
        ],
        issuer=str(active_pack().settings["council"]["name"]),
        check_at=check_at,
    )


def verified(typed: str, *, name: str, viewer: Viewer) -> Verified | None:
    """
    Return what a certificate of this code and this holder's name says; None: they do not fit.

    Unknown code, another name and a name that is not kept any more are one answer. viewer: nobody,
    at this moment. Capitals, accents and blanks of the name do not matter.
    """
    found = Certificate.objects.filter(code=code_of(typed)).first()
    who = AttendeeName.objects.filter(attendance__certificate=found).first() if found else None
    if found is None or who is None:
        return None
    with opened() as held:
        held.learn([who.whose])
        try:
            fits = normalize(who.name) == normalize(name)
        except CannotOpen:  # its key was shredded
            fits = False
    if not fits:
        return None
    revoked = timezone.localdate(found.revoked_at) if found.revoked_at else None
    return Verified(
        found.title, found.held_on, found.minutes, found.credit, found.credit_hours, revoked
    )


def _lines(found: QuerySet[Certificate]) -> list[CertificateLine]:
    rows = list(found.select_related("attendance"))
    kept = AttendeeName.objects.filter(attendance__in=[each.attendance_id for each in rows])
    names: dict[str, str] = {}
    with opened() as held:
        kept_rows = list(kept)
        held.learn([each.whose for each in kept_rows])
        for each in kept_rows:
            try:
                names[each.attendance_id] = each.name
            except CannotOpen:  # its key was shredded
                continue
    return [
        CertificateLine(
            each.id,
            each.attendance_id,
            each.attendance.session_id,
            each.code,
            names[each.attendance_id],
            each.title,
            each.held_on,
            each.minutes,
            each.credit,
            each.credit_hours,
            each.issued_at,
            each.revoked_at,
            each.revoked_why,
        )
        for each in rows
        if each.attendance_id in names
    ]
