"""`manage.py send_survey_reminders`: a part of the morning's reminders."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fourfold.apps.surveys.jobs import mails


class Command(BaseCommand):
    """Remind organizations of open surveys."""

    help = "Leaves reminders to be mailed to organizations that have not answered a survey."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--dry-run", action="store_true", help="Only say who would be told.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what would be done."""
        now = timezone.now()
        for line in mails.dry_run(at=now) if options["dry_run"] else [mails.remind(at=now)]:
            self.stdout.write(line)
