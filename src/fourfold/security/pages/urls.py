"""Addresses of staff's pages, below /desk/."""

from django.conf import settings
from django.urls import path

from fourfold.security.pages import gallery, my_day

app_name = "desk"
urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("go/", my_day.jump, name="jump"),
    path("help/", my_day.help_page, name="help"),
]
if not settings.PRODUCTION:
    urlpatterns += [path("gallery/", gallery.gallery, name="gallery")]
