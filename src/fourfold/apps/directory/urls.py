"""Addresses of the directory on the curator's desk."""

from django.urls import URLPattern, path

from fourfold.apps.directory.views import (
    applications,
    applying,
    bringing,
    checking,
    listings,
    twins,
)

app_name = "directory"
ONE = "directory/<str:listing>/"
urlpatterns = [
    path("directory/", listings.listings, name="listings"),
    path("directory/applications/", applications.applications, name="applications"),
    path("directory/applications/<str:application>/", applications.application, name="application"),
    path("directory/applications/<str:application>/accept/", applications.accept, name="accept"),
    path("directory/new/", listings.listing_new, name="listing_new"),
    path("directory/duplicates/", twins.duplicates, name="duplicates"),
    path("directory/duplicates/merge/", twins.merge, name="merge"),
    path("directory/duplicates/undo/", twins.part, name="part"),
    path("directory/bring/", bringing.bring, name="bring"),
    path("directory/organizations/new/", listings.organization_new, name="organization_new"),
    path(ONE, listings.listing, name="listing"),
    path(f"{ONE}change/", listings.change, name="change"),
    path(f"{ONE}check/", listings.check, name="check"),
    path(f"{ONE}capacity/", listings.capacity, name="capacity"),
    path(f"{ONE}place/", listings.place, name="place"),
    path(f"{ONE}withdraw/", listings.withdraw, name="withdraw"),
    path(f"{ONE}restore/", listings.restore, name="restore"),
    path(f"{ONE}address/", listings.address, name="address"),
    path(f"{ONE}ask/", checking.ask, name="ask"),
]
public: list[URLPattern] = [
    path("list-your-service/", applying.apply, name="apply"),
    path("anotar-su-servicio/", applying.apply, {"language": "es"}, name="apply_es"),
    path("listing-check/<str:check>/", checking.check, name="check"),
    path("revisar-servicio/<str:check>/", checking.check, {"language": "es"}, name="check_es"),
]
"""Stand in mails: they never change."""
