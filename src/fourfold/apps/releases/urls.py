"""Addresses of releases on the desk."""

from django.urls import path

from fourfold.apps.releases import views

app_name = "releases"
urlpatterns = [
    path("releases/", views.releases, name="releases"),
    path("releases/propose/<uuid:run>/", views.propose, name="propose"),
    path("releases/<uuid:release>/", views.release, name="release"),
    path("releases/<uuid:release>/agree/", views.agree, name="agree"),
    path("releases/<uuid:release>/refuse/", views.refuse, name="refuse"),
    path("releases/<uuid:release>/publish/", views.publish, name="publish"),
]
