"""Who may see releases before they are published: who proposes them, and who clears them."""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.releases.models import Release
from fourfold.apps.releases.rules import NotYours
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of
from fourfold.security.access.who import names as names


def visible_to(viewer: Who) -> QuerySet[Release]:
    """Return the releases somebody may see: all, or none."""
    sees = viewer.may(Permission.RELEASE_READ) if isinstance(viewer, Viewer) else bool(viewer)
    return Release.objects.all() if sees else Release.objects.none()


def check_may(by: Who, permission: Permission) -> None:
    """:raises NotYours: for a signed-in person without a permission."""
    if isinstance(by, Viewer) and not by.may(permission):
        raise NotYours(
            "The Council's researchers propose and publish; staff and the privacy officer agree."
        )
