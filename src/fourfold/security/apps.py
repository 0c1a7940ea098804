import logging

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "fourfold.security"
    label = "security"

    def ready(self) -> None:
        """Send Python's warnings through `redact`, and hand the audit its key (`audit.secret`)."""
        from fourfold.security.audit import secret  # noqa: PLC0415 - needs the models to be loaded
        from fourfold.security.keys import ring  # noqa: PLC0415 - likewise

        logging.captureWarnings(True)
        secret.hand_in(lambda: ring().audit)
