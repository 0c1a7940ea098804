"""
Who may see what of the directory: curators all of it, nobody else anything.

What everyone sees is a copy in the catalog, made when a listing is cleared. The house itself (the
first filling) is a plain name, and trusted.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.directory.models import Application, Listing, Organization, PlaceAddress
from fourfold.apps.directory.rules import NoSuchListing, NotYours
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of
from fourfold.security.access.who import names as names


def curates(viewer: Who) -> bool:
    """Tell whether somebody keeps the directory."""
    if isinstance(viewer, Viewer):
        return viewer.may(Permission.DIRECTORY_CURATE)
    return bool(viewer)


def check_curates(by: Who) -> None:
    """:raises NotYours: for everyone but curators."""
    if not curates(by):
        raise NotYours("A curator of the directory does this. Ask them.")


def listings(viewer: Who) -> QuerySet[Listing]:
    """Return the listings somebody may see: all, or none."""
    return Listing.objects.all() if curates(viewer) else Listing.objects.none()


def organizations(viewer: Who) -> QuerySet[Organization]:
    """Return the organizations somebody may see: all, or none."""
    return Organization.objects.all() if curates(viewer) else Organization.objects.none()


def addresses(viewer: Who) -> QuerySet[PlaceAddress]:
    """Return the sealed addresses somebody may open: a signed-in curator all, others none."""
    if isinstance(viewer, Viewer) and curates(viewer):
        return PlaceAddress.objects.all()
    return PlaceAddress.objects.none()


def hold(listing: str, *, by: Who) -> Listing:
    """Lock a listing until the transaction ends. :raises NotYours, NoSuchListing:"""
    check_curates(by)
    found = listings(by).select_for_update().filter(pk=listing).first()
    if found is None:
        raise NoSuchListing("There is no such listing.")
    return found


def applications(viewer: Who) -> QuerySet[Application]:
    """Return the applications somebody may see: all, or none."""
    return Application.objects.all() if curates(viewer) else Application.objects.none()


def hold_application(application: str, *, by: Who) -> Application:
    """Lock an application until the transaction ends. :raises NotYours, NoSuchListing:"""
    check_curates(by)
    found = applications(by).select_for_update().filter(pk=application).first()
    if found is None:
        raise NoSuchListing("There is no such application.")
    return found
