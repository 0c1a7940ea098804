"""`manage.py reports`, reached by people as `fourfold reports`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fourfold.apps.cases.jobs import reports
from fourfold.security.custody import spool


class Command(BaseCommand):
    """Bring in the reports that wait on the disk."""

    help = "Brings in reports that were sealed onto the disk while the database was away."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verbs."""
        parser.add_argument("verb", choices=["take-in"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many still wait."""
        found = reports.take_in()
        self.stdout.write(f"{found.done} came in.")
        if found.left:
            raise CommandError(
                f"{found.left} still wait in {spool.folder()}. They are sealed and stay there. "
                "See docs/runbooks/reports.md."
            )
