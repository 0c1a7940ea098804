from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "fourfold.security"
    label = "security"
