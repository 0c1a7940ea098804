from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "fourfold.apps.studies"
    label = "studies"
