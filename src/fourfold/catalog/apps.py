from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "fourfold.catalog"
    label = "catalog"
