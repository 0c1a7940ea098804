"""`manage.py send_reminders`: a line of the timetable, once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fourfold.apps.submissions.jobs import reminders


class Command(BaseCommand):
    """Remind offices of open calls."""

    help = "Mails the reminders that are due today to offices that have not answered; each once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say who would be reminded of what."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what would be done."""
        now = timezone.now()
        lines = reminders.dry_run(at=now) if options["dry_run"] else [reminders.send(at=now)]
        for line in lines:
            self.stdout.write(line)
