"""`manage.py duplicates`, reached by people as `fourfold duplicates`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from fourfold.apps.cases.jobs import duplicates


class Command(BaseCommand):
    """Look for people who may have two records. Counts only."""

    help = "Looks for people who may have two records; who keeps their cases decides."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs."""
        parser.add_argument("verb", choices=["find"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many new pairs wait in each agency."""
        for agency, found in duplicates.find().items():
            self.stdout.write(f"{agency}: {found} new")
