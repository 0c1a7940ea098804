"""Who may see releases before they are published: who proposes them, and who clears them."""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.releases.models import Release
from fourfold.apps.releases.rules import NotYours
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import Account

Who = Viewer | str
"""A viewer from a page, or a plain name of the house (the first filling), which is trusted."""


def name_of(by: Who) -> str:
    """Return what the log calls who acts: an account's id, or the plain name."""
    return by.account if isinstance(by, Viewer) else by


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


def names(codes: set[str]) -> dict[str, str]:
    """Return the names of accounts by their ids."""
    return dict(Account.objects.filter(pk__in=codes).values_list("pk", "name"))
