"""`manage.py keys`, reached by people as `fourfold keys`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from fourfold.security.keys import KeysExist
from fourfold.security.keys.sources import make


class Command(BaseCommand):
    """Make, show and rotate keys."""

    help = "Makes, shows and rotates the keys that seal people's records."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        getattr(self, f"_{options['verb']}")(options)

    def _new(self, options: dict[str, Any]) -> None:
        path = Path(settings.KEYS)
        try:
            make(path)
        except (KeysExist, OSError) as problem:
            raise CommandError(f"No keys were made: {problem}") from problem
        self.stdout.write(
            f"New keys are in {path}. Copy that file to a safe place now, away from this machine "
            "and away from the backups: without it nothing that it seals can be read again."
        )
