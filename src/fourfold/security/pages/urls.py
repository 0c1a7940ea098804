"""Addresses of staff's pages, below /desk/."""

from django.conf import settings
from django.urls import path

from fourfold.security.pages import gallery, my_day, people, roles

app_name = "desk"
urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("go/", my_day.jump, name="jump"),
    path("help/", my_day.help_page, name="help"),
    path("terms/", roles.terms, name="terms"),
    path("people/", people.people, name="people"),
    path("people/<str:account>/", people.person, name="person"),
    path("people/<str:account>/role/", people.propose_role, name="propose_role"),
    path("people/<str:account>/role/<str:grant>/end/", people.end_role, name="end_role"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<str:grant>/", roles.decide_role, name="decide_role"),
]
if not settings.PRODUCTION:
    urlpatterns += [path("gallery/", gallery.gallery, name="gallery")]
