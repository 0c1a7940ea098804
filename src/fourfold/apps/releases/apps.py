from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "fourfold.apps.releases"
    label = "releases"
