import logging

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "fourfold.security"
    label = "security"

    def ready(self) -> None:
        """Send Python's warnings through the log, where `redact` sees them."""
        logging.captureWarnings(True)
