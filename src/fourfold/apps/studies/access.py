"""
Who may see what of studies: whoever counts, and whoever clears a release. They hold counts only.

The house itself (the first filling, the worker) is a plain name, and trusted.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.studies.models import Roll, Run, Study
from fourfold.apps.studies.rules import NoSuchStudy, NotYours
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of
from fourfold.security.access.who import names as names

COUNTS = Permission.STUDY_RUN


def visible_to(viewer: Who) -> QuerySet[Run]:
    """Return the runs somebody may see: all or none; a run is what a release rests on."""
    if isinstance(viewer, Viewer):
        sees = viewer.may(COUNTS) or viewer.may(Permission.RELEASE_READ)
        return Run.objects.all() if sees else Run.objects.none()
    return Run.objects.all() if viewer else Run.objects.none()


def counts(viewer: Who) -> bool:
    """Tell whether somebody makes studies."""
    return viewer.may(COUNTS) if isinstance(viewer, Viewer) else bool(viewer)


def check_counts(by: Who) -> None:
    """:raises NotYours: for everyone but analysts."""
    if not counts(by):
        raise NotYours("The Council's researchers do this. Ask one of them.")


def rolls(viewer: Who) -> QuerySet[Roll]:
    """Return the rolls somebody may see: all, or none."""
    return Roll.objects.all() if counts(viewer) else Roll.objects.none()


def studies(viewer: Who) -> QuerySet[Study]:
    """Return the studies somebody may see: all, or none."""
    return Study.objects.all() if counts(viewer) else Study.objects.none()


def hold(study: str, *, by: Who) -> Study:
    """Lock a study until the transaction ends. :raises NotYours, NoSuchStudy:"""
    check_counts(by)
    found = studies(by).select_for_update().filter(pk=study).first()
    if found is None:
        raise NoSuchStudy("There is no such study.")
    return found
