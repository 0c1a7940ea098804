from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "fourfold.apps.council"
    label = "council"
