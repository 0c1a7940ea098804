"""
Who may see and do what in training: the training office all of it, a trainer their own sessions.

`Permission.TRAINING_LEAD` plans, follows trainers and sees every session; `TRAINING_GIVE` alone
sees the sessions one gives and keeps their lists. Nobody else sees anything here.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.training.models import (
    Attendance,
    Certificate,
    FacultyMeeting,
    Session,
    Trainer,
)
from fourfold.apps.training.rules.sessions import NoSuchSession, TrainingError
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer


class NotYours(TrainingError):
    """Only the training office does this."""


def leads(viewer: Viewer) -> bool:
    """Tell whether somebody works in the training office."""
    return viewer.may(Permission.TRAINING_LEAD)


def check_leads(viewer: Viewer) -> None:
    """:raises NotYours: for everyone but the training office."""
    if not leads(viewer):
        raise NotYours("The training office does this. Ask them.")


def sessions(viewer: Viewer) -> QuerySet[Session]:
    """Return the sessions somebody may see: all, those they give, or none."""
    if leads(viewer):
        return Session.objects.all()
    if not viewer.may(Permission.TRAINING_GIVE):
        return Session.objects.none()
    own = Trainer.objects.filter(account=viewer.account).exclude(account="")
    return Session.objects.filter(pk__in=own.values("gives__session"))


def attendance(viewer: Viewer) -> QuerySet[Attendance]:
    """Return the lines of the lists of those sessions."""
    return Attendance.objects.filter(session__in=sessions(viewer))


def certificates(viewer: Viewer) -> QuerySet[Certificate]:
    """Return the certificates of those sessions."""
    return Certificate.objects.filter(attendance__session__in=sessions(viewer))


def trainers(viewer: Viewer) -> QuerySet[Trainer]:
    """Return the trainers somebody may see: all, themselves, or none."""
    if leads(viewer):
        return Trainer.objects.all()
    if not viewer.may(Permission.TRAINING_GIVE):
        return Trainer.objects.none()
    return Trainer.objects.filter(account=viewer.account).exclude(account="")


def meetings(viewer: Viewer) -> QuerySet[FacultyMeeting]:
    """Return the faculty meetings: the training office sees them."""
    return FacultyMeeting.objects.all() if leads(viewer) else FacultyMeeting.objects.none()


def hold(session: str, *, viewer: Viewer) -> Session:
    """Lock a session that is somebody's until the transaction ends. :raises NoSuchSession:"""
    found = sessions(viewer).select_for_update().filter(pk=session).first()
    if found is None:
        raise NoSuchSession("There is no such session on your list.")
    return found
