from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "fourfold.apps.submissions"
    label = "submissions"
