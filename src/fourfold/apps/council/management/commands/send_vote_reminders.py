"""`manage.py send_vote_reminders`: a part of the morning's reminders."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fourfold.apps.council.jobs import vote_mails


class Command(BaseCommand):
    """Remind members of votes by mail that close soon."""

    help = "Leaves reminders to be mailed to who has not voted on what closes soon."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--dry-run", action="store_true", help="Only say who would be told.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what would be done."""
        now = timezone.now()
        dry_run = options["dry_run"]
        for line in vote_mails.dry_run(at=now) if dry_run else [vote_mails.remind(at=now)]:
            self.stdout.write(line)
