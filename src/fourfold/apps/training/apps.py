from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "fourfold.apps.training"
    label = "training"
