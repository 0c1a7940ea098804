"""
Who may see what of surveys: one table.

Who runs surveys sees studies, waves and counts; who reads them takes the answers along. Nobody else
sees any. The house itself (the demonstration, a first run) is a plain name, and trusted.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.surveys.models import Response, Study, SurveyForm, Wave
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer

Who = Viewer | str
"""A viewer from a page, or a plain name: of the house, or "" for nobody."""


def name_of(by: Who) -> str:
    """Return what the log calls who acts: an account's id, or the plain name."""
    return by.account if isinstance(by, Viewer) else by


def runs(viewer: Who) -> bool:
    """Tell whether somebody makes studies and follows their waves."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.SURVEY_RUN)


def reads(viewer: Who) -> bool:
    """Tell whether somebody takes answers along."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.SURVEY_READ)


def studies(viewer: Who) -> QuerySet[Study]:
    """Return the studies somebody may see."""
    return Study.objects.all() if runs(viewer) or reads(viewer) else Study.objects.none()


def waves(viewer: Who) -> QuerySet[Wave]:
    """Return the waves somebody may see."""
    return Wave.objects.filter(study__in=studies(viewer))


def forms(viewer: Who) -> QuerySet[SurveyForm]:
    """Return the kept forms somebody may see."""
    return SurveyForm.objects.all() if runs(viewer) or reads(viewer) else SurveyForm.objects.none()


def responses(viewer: Who) -> QuerySet[Response]:
    """Return the answers somebody may read."""
    return Response.objects.all() if reads(viewer) else Response.objects.none()
