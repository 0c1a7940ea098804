from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "fourfold.components"
    label = "components"
