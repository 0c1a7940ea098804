from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "fourfold.apps.directory"
    label = "directory"
