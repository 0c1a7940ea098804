from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "fourfold.apps.surveys"
    label = "surveys"
