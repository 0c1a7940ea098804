from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fourfold.apps.cases"
    label = "cases"
