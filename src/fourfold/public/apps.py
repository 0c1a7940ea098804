from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "fourfold.public"
    label = "public"
